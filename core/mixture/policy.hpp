// Policies of a recipe: whom a layer waits for, what becomes of references, when a run ends early.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clock.hpp"
#include "json_box.hpp"
#include "mixture/limits.hpp"
#include "result.hpp"

namespace moa::mixture {

/// When the next layer starts: at the first of the conditions that are set, or when every node has ended.
/// Answers that come later are kept and shown, not used. In JSON "all", or an object:
/// {"count": 4, "grace_ms": 2000, "deadline_ms": 20000}.
struct Wait {
    std::optional<int> count;        ///< this many answers are enough
    std::optional<Millis> grace_ms;  ///< how long the others may still take after them; only with `count`
    std::optional<Millis>
        deadline_ms;  ///< since the layer started. Without any answer by then: the first one
    JsonBox unknown = JsonBox::object();
    MemberOrder order;

    /// Every node is waited for.
    bool is_all() const { return !count && !deadline_ms; }
    bool operator==(const Wait&) const = default;
};

/// A wait as it is typed, and the number of nodes it was meant for.
struct TypedWait {
    Wait wait;
    std::optional<int> of;  ///< 6 in "4/6+2s"
};

/// "all"; "4": four answers; "4/6": four of six; "4+2s", "4/6+500ms": and those that come within that time
/// after the fourth. The error says what is allowed.
Result<TypedWait> parse_wait(std::string_view text);

/// "500ms", "20s", "1.5s", "2m"; a number alone is seconds. Nothing for anything else, and for less than a
/// millisecond or more than a day.
std::optional<Millis> parse_duration(std::string_view text);

/// The shortest text that parse_wait reads as this; a deadline is added as ", at most 20 s".
std::string to_string(const Wait& wait);

/// What is done when the references do not fit the model's context.
enum class ContextFit {
    fail,          ///< the node fails before it is sent, with the numbers
    window,        ///< they are aggregated a few at a time, the result carried on (Self-MoA-Seq)
    trim_longest,  ///< the longest ones are cut, and marked as cut
    drop_lowest,   ///< the ones least similar to the others are dropped
};

/// Reference format: how references are written into the prompt.
enum class ReferenceStyle {
    list,    ///< a numbered list, as in the paper
    fenced,  ///< each between markers, declared as data and not as instructions
};

/// References one call of a sliding window takes where the recipe does not say it: the result so far and two
/// more.
inline constexpr int default_window = 3;

/// What a node makes of its references.
enum class Aggregation {
    synthesize,  ///< one new answer from all of them (Aggregate-and-Synthesize)
    rank,        ///< chooses one of them, which is its answer to the byte (the paper's LLM-ranker baseline)
    window,      ///< synthesises a few at a time and carries the result on (Self-MoA-Seq, arXiv 2502.00674)
};

std::string_view to_string(ContextFit fit);
std::string_view to_string(ReferenceStyle style);
std::string_view to_string(Aggregation aggregation);
std::optional<ContextFit> parse_context_fit(std::string_view text);
std::optional<ReferenceStyle> parse_reference_style(std::string_view text);
std::optional<Aggregation> parse_aggregation(std::string_view text);

/// When proposer layers that are still to come are left out, because the answers no longer change. After the
/// first layer its proposals are compared with each other, after a later one with those of the layer before
/// (see layer_agreement). The last layer always runs.
struct EarlyExit {
    double agreement = 1;  ///< from 0 to 1: at this much or more
    int min_layers = 1;    ///< so many proposer layers run in any case
    JsonBox unknown = JsonBox::object();
    MemberOrder order;

    bool operator==(const EarlyExit&) const = default;
};

}  // namespace moa::mixture
