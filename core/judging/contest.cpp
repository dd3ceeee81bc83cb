#include "judging/contest.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "blank.hpp"

namespace moa::judging {

namespace {

template <class Item>
std::map<std::string, const Item*> by_id(const std::vector<Item>& items) {
    std::map<std::string, const Item*> found;
    for (const Item& item : items)
        found.emplace(item.id, &item);
    return found;
}

std::vector<std::string> first_of(const std::vector<std::string>& texts, std::size_t count) {
    return {texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::vector<std::string_view> views_of(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

}  // namespace

Contest contest_of(std::string id, std::vector<std::string> questions, std::vector<std::string> a,
                   std::vector<std::string> b, std::size_t cluster) {
    Contest contest{std::move(id), std::move(questions), std::move(a), std::move(b), {}};
    contest.facts = {cluster, characters_of(contest.a.back()), characters_of(contest.b.back()), {}};
    const bool a_silent = is_blank(contest.a.back());
    const bool b_silent = is_blank(contest.b.back());
    if (a_silent != b_silent) {
        contest.facts.given = a_silent ? 0.0 : 1.0;
    } else if (a_silent || contest.a == contest.b) {
        contest.facts.given = 0.5;
    }
    return contest;
}

Result<Contests> join_answers(const std::vector<Answer>& a, const std::vector<Answer>& b,
                              const std::vector<Question>& questions) {
    const auto of_b = by_id(b);
    const auto of_a = by_id(a);
    const auto asked = by_id(questions);
    Contests joined;
    for (const Answer& answer : b) {
        if (of_a.count(answer.id) == 0) joined.only_in_b.push_back(answer.id);
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto other = of_b.find(a[i].id);
        if (other == of_b.end()) {
            joined.only_in_a.push_back(a[i].id);
            continue;
        }
        const auto question = asked.find(a[i].id);
        const std::vector<std::string>& texts = question != asked.end()   ? question->second->turns
                                                : !a[i].questions.empty() ? a[i].questions
                                                                          : other->second->questions;
        const std::size_t turns = std::min(a[i].turns.size(), other->second->turns.size());
        if (texts.size() < turns)
            return invalid_input("The text of question " + a[i].id +
                                 " is in neither file: name the questions file.");
        for (std::size_t turn = 1; turn <= turns; ++turn) {
            Contest contest =
                contest_of(turn == 1 ? a[i].id : a[i].id + "#" + std::to_string(turn), first_of(texts, turn),
                           first_of(a[i].turns, turn), first_of(other->second->turns, turn), i);
            if (question != asked.end()) contest.fields = question->second->fields;
            joined.contests.push_back(std::move(contest));
        }
    }
    if (joined.contests.empty()) return invalid_input("The two files have no question in common.");
    return joined;
}

JudgedPair judged_pair(const Contest& contest, bool b_first) {
    const auto a = views_of(contest.a);
    const auto b = views_of(contest.b);
    return {views_of(contest.questions), b_first ? b : a, b_first ? a : b};
}

std::int64_t characters_of(std::string_view text) {
    constexpr unsigned continuation_mask = 0xC0;
    constexpr unsigned continuation = 0x80;
    return std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & continuation_mask) != continuation;
    });
}

}  // namespace moa::judging
