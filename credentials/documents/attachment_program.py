"""The program that takes a PDF on its standard input and writes the embedded files as JSON; it is run with bounds."""

import base64
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject

MOST_MEMORY_BYTES = 1024 * 1024 * 1024
MOST_CPU_SECONDS = 20
MOST_ATTACHMENTS = 32
MOST_ATTACHED_BYTES = 8 * 1024 * 1024


def bound_process() -> None:
    """Bound memory and processor time where the system can (POSIX); the caller bounds the time on the clock."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))


def bounds() -> pypdf.Configuration:
    """Return pypdf's configuration in which no stream unpacks to more than an attachment may have."""
    return pypdf.get_configuration().with_overwrites(
        maximum_declared_stream_length=2 * MOST_ATTACHED_BYTES,
        array_based_stream_maximum_output_length=MOST_ATTACHED_BYTES,
        zlib_maximum_output_length=MOST_ATTACHED_BYTES,
        lzw_maximum_output_length=MOST_ATTACHED_BYTES,
        run_length_maximum_output_length=MOST_ATTACHED_BYTES,
        jbig2dec_binary=None,
    )


def answer(document: bytes) -> dict[str, Any]:
    """Return the attachments with their content in Base64, or the code and detail of a refusal."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(document))
        if reader.is_encrypted:
            return refusal("encrypted", "The PDF is encrypted; save it without a password and send that.")
        found = list(embedded(reader))
    except pypdf.errors.LimitReachedError:
        return refusal("bomb", f"The PDF unpacks to more than {MOST_ATTACHED_BYTES:,} bytes in one place.")
    except MemoryError:
        return refusal("bomb", "The PDF needs more memory than any certificate does.")
    except Exception as error:  # noqa: BLE001 - a stranger's file can break a parser in any way; each is "damaged"
        detail = f"The PDF cannot be read ({type(error).__name__}: {str(error)[:200]}); download it again."
        return refusal("damaged", detail)
    if len(found) > MOST_ATTACHMENTS or sum(len(content) for _, content in found) > MOST_ATTACHED_BYTES:
        return refusal("too-large", f"At most {MOST_ATTACHMENTS} files of {MOST_ATTACHED_BYTES:,} bytes are read.")
    return {"attachments": [{"name": name, "content": base64.b64encode(raw).decode()} for name, raw in found]}


def embedded(reader: pypdf.PdfReader) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file of the name tree and of the associated files (AF), each once."""
    seen = set()
    total = 0
    for specification in specifications(reader):
        files = specification.get("/EF", DictionaryObject()).get_object()
        stream = (files.get("/UF") or files.get("/F")) if isinstance(files, DictionaryObject) else None
        if stream is None or id(stream.get_object()) in seen:
            continue
        seen.add(id(stream.get_object()))
        content = stream.get_object().get_data()
        yield str(specification.get("/UF") or specification.get("/F") or ""), content
        total += len(content)
        if len(seen) > MOST_ATTACHMENTS or total > MOST_ATTACHED_BYTES:
            return


def specifications(reader: pypdf.PdfReader) -> Iterator[DictionaryObject]:
    """Yield the file specifications of the catalogue, those of the name tree first."""
    for attached in reader.attachment_list:
        yield attached.pdf_object
    associated = reader.trailer["/Root"].get_object().get("/AF", [])  # type: ignore[union-attr]
    for entry in associated.get_object() if hasattr(associated, "get_object") else associated:
        if isinstance(entry.get_object(), DictionaryObject):
            yield entry.get_object()


def refusal(code: str, detail: str) -> dict[str, str]:
    """Return a refusal as the caller reads it."""
    return {"code": code, "detail": detail}


if __name__ == "__main__":
    bound_process()
    with pypdf.apply_configuration(bounds()):
        sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))
