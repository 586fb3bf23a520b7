import type { Remark } from '@/lib/interchange/xlsform/remarks'

/** Things to know of a form, by where they stand in it. */
export function RemarkTable({
  caption,
  remarks,
}: {
  readonly caption: string
  readonly remarks: readonly Remark[]
}) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Sheet</th>
            <th scope="col" className="number">
              Row
            </th>
            <th scope="col">Column</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {remarks.map(({ sheet, row, column, code, message }) => (
            <tr key={`${sheet} ${row} ${column} ${code} ${message}`}>
              <th scope="row">{sheet || '–'}</th>
              <td data-column="Row" className="number">
                {row > 0 ? row : '–'}
              </td>
              <td data-column="Column">
                <bdi>{column || '–'}</bdi>
              </td>
              <td data-column="What" className="sentence" dir="auto">
                {message}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
