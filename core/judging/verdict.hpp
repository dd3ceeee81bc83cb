// What a judge said.
#pragma once

#include <optional>
#include <string_view>

namespace moa::judging {

/// Which of the two answers as they were shown.
enum class Verdict { first, tie, second };

std::string_view to_string(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view name);

/// The last [[A]], [[B]] or [[C]] in the judge's reply: an explanation may mention the others. Nothing where
/// there is none; that is no tie.
std::optional<Verdict> read_verdict(std::string_view reply);

}  // namespace moa::judging
