# Prints the profile of every round that the token may read. Packages: httr2, jsonlite.
library(httr2)
library(jsonlite)

foothold <- Sys.getenv("FOOTHOLD_URL") # such as https://survey.example.org
token <- Sys.getenv("FOOTHOLD_TOKEN") # from the page "Access tokens"

read <- function(path, ...) {
  request(foothold) |>
    req_url_path(path) |>
    req_url_query(...) |>
    req_auth_bearer_token(token) |>
    req_error(body = \(refusal) fromJSON(resp_body_string(refusal))$detail) |>
    req_perform() |>
    resp_body_string() |>
    fromJSON(simplifyVector = FALSE)
}

# Every item of a list, page by page.
items <- function(path) {
  all <- list()
  more <- NULL
  repeat {
    page <- read(path, limit = 100, after = more)
    all <- c(all, page$items)
    more <- page$more
    if (is.null(more)) return(all)
  }
}

for (survey in items("/api/v1/surveys")) {
  if (is.null(survey$release)) next
  profile <- read(sprintf("/api/v1/surveys/%s/profile", survey$slug), by = "category")
  cat(sprintf("%s, release %d\n", survey$title, profile$release$number))
  for (cell in profile$cells) {
    name <- if (is.null(cell$group$category)) "everybody" else cell$group$category
    if (cell$suppressed) {
      cat(sprintf("  %s: too few people to show\n", name))
    } else if (is.null(cell$overall$mean)) {
      cat(sprintf("  %s: about %d people, no mean\n", name, cell$n))
    } else {
      cat(sprintf(
        "  %s: about %d people, mean %.1f (%.1f to %.1f)\n",
        name, cell$n, cell$overall$mean, cell$overall$ci[[1]], cell$overall$ci[[2]]
      ))
    }
  }
}
