// What looks wrong in an answer that others are to build on: words that tell its reader what to do, and tools
// it says it used. Every proposer here is asked for text only, without tools, so that the latter are
// invented.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moa::mixture {

enum class FlagKind {
    instruction,  ///< speaks to the reading model: "ignore the previous instructions", a chat template's
                  ///< marks
    tool_output,  ///< tells of tools: "I ran the code", "<tool_call>"
};

/// "instruction", "tool_output".
std::string_view to_string(FlagKind kind);
std::optional<FlagKind> parse_flag_kind(std::string_view text);

/// One find, with the bytes of the text it is about.
struct ReferenceFlag {
    FlagKind kind = FlagKind::instruction;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string reason;  ///< as a sentence: "It tells its reader to ignore instructions."

    bool operator==(const ReferenceFlag&) const = default;
};

/// All finds in order of place, at most `max_flags`. Found by wording, which is a hint and no proof: an
/// answer *about* such instructions is flagged, too, and one in a language or wording not known here is not.
std::vector<ReferenceFlag> find_flags(std::string_view text);

inline constexpr std::size_t max_flags = 16;

}  // namespace moa::mixture
