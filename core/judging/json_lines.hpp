// Files of one JSON value a line, or of one JSON array.
#pragma once

#include <string_view>
#include <vector>

#include "json_box.hpp"
#include "result.hpp"

namespace moa::judging {

/// The objects of a file that is a JSON array, or has one object a line (empty lines are passed over). The
/// error completes "FILE: " and names the line.
Result<std::vector<Json>> read_objects(std::string_view text);

}  // namespace moa::judging
