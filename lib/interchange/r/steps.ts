/**
 * The part of an R script that is the same for every table: from `file`, `variables`, `missing_codes` and `missing_labels` to `data` and
 * `reasons`.
 *
 * Cells are read as text first, because a column of numbers holds the codes of missing values as well.
 */
export const readingSteps = String.raw`
cells <- read.csv(
  file, colClasses = "character", na.strings = character(), check.names = FALSE, strip.white = FALSE,
  encoding = "UTF-8", skipNul = TRUE, fill = FALSE
)

# The byte order mark is for Excel; some versions of R keep it in the first name.
first_name <- charToRaw(names(cells)[1])
if (length(first_name) > 3 && identical(first_name[1:3], as.raw(c(0xef, 0xbb, 0xbf)))) {
  names(cells)[1] <- rawToChar(first_name[-(1:3)])
}
expected <- vapply(variables, function(variable) variable$name, "")
if (!identical(names(cells), expected)) {
  stop(file, " is not the file that this script was made for: its columns are others.")
}

reason_of <- function(cells) names(missing_codes)[match(cells, missing_codes)]

# An apostrophe before a text keeps spreadsheets from running it and this script from taking it for a code.
meant_text <- function(cells) sub("^'(?='*([=+@\\t\\r\\n-]|(pnta|dk|na|skipped)$))", "", cells, perl = TRUE)

value_of <- function(variable, cells) {
  given <- replace(cells, !is.na(reason_of(cells)), NA)
  value <- switch(variable$type,
    categorical = factor(given, variable$codes, variable$labels, ordered = variable$ordered),
    number = as.numeric(given),
    date = as.Date(given, format = "%Y-%m-%d"),
    text = meant_text(given)
  )
  if (any(is.na(value) & !is.na(given))) {
    stop("Column ", variable$name, " of ", file, " holds a value that its codebook does not know.")
  }
  attr(value, "label") <- variable$label
  attr(value, "question") <- variable$question
  value
}

as_table <- function(columns) {
  names(columns) <- expected
  structure(columns, class = "data.frame", row.names = .set_row_names(nrow(cells)))
}
data <- as_table(Map(value_of, variables, cells))
reasons <- as_table(lapply(cells, function(column) {
  factor(reason_of(column), names(missing_codes), make.unique(missing_labels))
}))
`
