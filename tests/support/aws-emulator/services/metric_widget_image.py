"""CloudWatch: GetMetricWidgetImage, a picture of the widget's size with its thresholds and no data."""

import base64
import json
import struct
import zlib

from own.registry import OwnError, operation

# Colours by their number in a row of pixels: paper, frame, threshold.
PALETTE = bytes((255, 255, 255, 170, 170, 170, 215, 43, 63))
PAPER, FRAME, THRESHOLD = 0, 1, 2
LARGEST = 2000


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(rows: list[bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    # Each row begins with its filter, which is none.
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    chunks = (b"IHDR", header), (b"PLTE", PALETTE), (b"IDAT", pixels), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*it) for it in chunks)


def _rows(widget: dict) -> list[bytes]:
    width, height = int(widget.get("width", 600)), int(widget.get("height", 400))
    if not (0 < width <= LARGEST and 0 < height <= LARGEST):
        raise OwnError("InvalidParameterValue", f"a widget of {width} by {height}")
    frame = bytes([FRAME]) * width
    paper = bytes([FRAME]) + bytes([PAPER]) * (width - 2) + bytes([FRAME])
    rows = [frame, *[paper] * (height - 2), frame]
    lines = widget.get("annotations", {}).get("horizontal", [])
    for index, _ in enumerate(lines, start=1):
        rows[height * index // (len(lines) + 1)] = bytes([THRESHOLD]) * width
    return rows


@operation("cloudwatch", "GetMetricWidgetImage")
def draw(params: dict) -> dict:
    try:
        widget = json.loads(params["MetricWidget"])
    except ValueError as error:
        raise OwnError("InvalidParameterValue", f"the widget is no JSON: {error}") from error
    if not widget.get("metrics"):
        raise OwnError("InvalidParameterValue", "the widget shows no metrics")
    # As both of CloudWatch's protocols write bytes.
    return {"MetricWidgetImage": base64.b64encode(_png(_rows(widget))).decode()}
