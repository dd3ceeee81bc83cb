// moa eval merge: the answers of all shards as one file.
#pragma once

#include <string>
#include <vector>

namespace moa::cli {

/// Joins the files of complete parts in question order and refuses gaps, doubles and mixed evaluations.
/// Returns the exit code; what went wrong has been told.
int merge_evaluations(const std::vector<std::string>& names, const std::string& out);

}  // namespace moa::cli
