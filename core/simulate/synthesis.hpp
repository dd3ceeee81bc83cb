// What an aggregator makes of the references it was given.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/character.hpp"

namespace moa::simulate {

/// `own_answer` weighed against the references: a sum is counted out, other answers are joined by what the
/// references say that is not in it yet.
std::string synthesis(const std::string& own_answer, std::string_view question,
                      const std::vector<std::string_view>& references, Style style);

std::string thoughts_on_references(std::size_t count);

}  // namespace moa::simulate
