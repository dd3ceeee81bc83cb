#include "judging/skilled_judge.hpp"

#include <string_view>

#include "random.hpp"

namespace moa::judging {

namespace {

/// What follows the last of these titles, up to the next row of signs; nothing without one.
std::optional<std::string_view> last_part(std::string_view text, std::string_view title) {
    const auto at = text.rfind(title);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view rest = text.substr(at);
    return rest.substr(0, rest.find("\n==="));
}

}  // namespace

Verdict verdict_by_skill(const simulate::SkilledModel& judge, bool first_is_right, bool second_is_right,
                         std::uint64_t game) {
    Random random(stable_hash(judge.name) ^ Random(judge.seed).next() ^ Random(game).next());
    if (random.fraction() < judge.leans) return Verdict::first;
    if (first_is_right == second_is_right) return Verdict::tie;
    const bool sees_it = random.fraction() < judge.correct;
    return first_is_right == sees_it ? Verdict::first : Verdict::second;
}

std::optional<std::string> judge_by_skill(const simulate::SkilledModel& judge,
                                          const std::vector<wire::ChatMessage>& messages) {
    const std::string_view asked = messages.back().content;
    const auto question = last_part(asked, "= Question");
    const auto first = last_part(asked, "= Assistant A, answer");
    const auto second = last_part(asked, "= Assistant B, answer");
    if (!question || !first || !second) return std::nullopt;
    const auto number = simulate::calibration_number(*question);
    if (!number) return std::nullopt;
    const Verdict verdict = verdict_by_skill(judge, simulate::states_truth(*first, *number),
                                             simulate::states_truth(*second, *number), stable_hash(asked));
    const char* letter = verdict == Verdict::first ? "A" : verdict == Verdict::second ? "B" : "C";
    return std::string("I have looked at both answers.\n\n[[") + letter + "]]";
}

}  // namespace moa::judging
