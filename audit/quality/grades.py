"""Letters on the ten-point scale that the UGC recommends, so that grades of institutions can stand side by side."""

from decimal import Decimal

SOURCE = "UGC, Guidelines on Adoption of Choice Based Credit System (2015): ten-point scale"
TOP = Decimal(10)
POINTS: dict[str, Decimal] = {
    "O": Decimal(10), "A+": Decimal(9), "A": Decimal(8), "B+": Decimal(7), "B": Decimal(6), "C": Decimal(5),
    "P": Decimal(4),
}  # fmt: skip
