import { create } from 'qrcode'

/** White modules around the code that the standard asks for, so that cameras find its edge. */
const quietZone = 4

/**
 * An address as a QR code, drawn on the server as one path: sharp on any screen and on paper, always dark on white,
 * since many cameras do not read the reverse.
 *
 * @param label what a screen reader says instead: what the code opens
 */
export function QrCode({ address, label }: { readonly address: string; readonly label: string }) {
  const { modules } = create(address, { errorCorrectionLevel: 'Q' })
  const width = modules.size + 2 * quietZone
  let path = ''
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${width} ${width}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={width} height={width} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}
