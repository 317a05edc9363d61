"""What the inspectors' pages write with."""
