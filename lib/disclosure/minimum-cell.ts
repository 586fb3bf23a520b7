/** Fewer people than this are not shown, unless an administrator raises it, or lowers it to the floor (`FOOTHOLD_MINIMUM_CELL`). */
export const defaultMinimumCell = 10
/** Cells of fewer people are shown by nobody's decision. */
export const minimumCellFloor = 5
