"""QR codes, for pages and paper."""

import qrcode
import qrcode.image.svg


def qr_svg(text: str) -> str:
    """A QR code as SVG: dark modules on nothing, without a quiet zone (the paper it stands on is that)."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, line in enumerate(matrix) for x, dark in enumerate(line) if dark)
    side = len(matrix)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
    return f'{head}<path d="{path}"/></svg>'
