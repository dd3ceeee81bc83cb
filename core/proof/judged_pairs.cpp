#include "proof/judged_pairs.hpp"

#include <utility>

namespace moa::proof {

namespace {

std::string text_at(const std::vector<std::string>& texts, std::size_t turn) {
    return turn < texts.size() ? texts[turn] : std::string();
}

/// The conversation so far, and the arm's own answer to this turn.
std::vector<std::string> texts_until(const ArmTexts& arm, std::size_t turn) {
    std::vector<std::string> texts;
    for (std::size_t earlier = 0; earlier < turn; ++earlier)
        texts.push_back(text_at(arm.conversation, earlier));
    texts.push_back(text_at(arm.answers, turn));
    return texts;
}

}  // namespace

std::vector<judging::Contest> judged_pairs(const judging::Question& question, const ArmTexts& recipe,
                                           const ArmTexts& other, const std::string& other_name,
                                           std::size_t cluster) {
    std::vector<judging::Contest> pairs;
    for (std::size_t turn = 0; turn < question.turns.size(); ++turn) {
        const auto end = question.turns.begin() + static_cast<std::ptrdiff_t>(turn) + 1;
        std::string id = question.id + "/" + other_name;
        if (turn > 0) id += "#" + std::to_string(turn + 1);
        pairs.push_back(judging::contest_of(std::move(id), {question.turns.begin(), end},
                                            texts_until(recipe, turn), texts_until(other, turn), cluster));
    }
    return pairs;
}

}  // namespace moa::proof
