#include "judging/tally_words.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "figures.hpp"
#include "json.hpp"
#include "statistics/words.hpp"

namespace moa::judging {

namespace {

std::string kappa_words(double kappa) {
    std::array<char, 20> text{};
    std::snprintf(text.data(), text.size(), "%.2f", kappa);
    return text.data();
}

Json count_json(const statistics::WinCount& count) {
    return {{"wins", count.wins}, {"ties", count.ties}, {"losses", count.losses}};
}

Json or_null(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

std::string characters(double median) {
    return figure::count(std::lround(median));
}

}  // namespace

std::string finding_sentence(const Tally& tally) {
    if (tally.count.games() == 0) return "Nothing has been judged in both orders.";
    const std::string figures = statistics::percent(tally.win_rate) + " (95% interval " +
                                statistics::percent_range(tally.interval) + ").";
    const Winner winner = winner_of(tally);
    if (winner == Winner::a) return "Side A is better: its win rate is " + figures;
    if (winner == Winner::b) return "Side B is better: the win rate of side A is " + figures;
    return "No difference was found: the win rate of side A is " + figures;
}

std::string length_sentence(const Tally& tally, std::string_view a, std::string_view b) {
    std::string text = "Median length: ";
    text.append(a).append(" ").append(characters(tally.a_median_characters)).append(" characters, ");
    text.append(b).append(" ").append(characters(tally.b_median_characters)).append(".");
    if (tally.unequal_decided == 0) return text;
    const double share = static_cast<double>(tally.longer_wins) / static_cast<double>(tally.unequal_decided);
    return text + " The longer answer won " + statistics::percent(share) + " of " +
           figure::counted(tally.unequal_decided, "decided pair") + ".";
}

std::string given_sentence(const Tally& tally) {
    return figure::counted(tally.given, "pair") +
           " needed no judge: both sides gave the same answer, or one gave none.";
}

std::vector<std::string> agreement_sentences(const Tally& tally, const std::vector<std::string>& judges) {
    std::vector<std::string> sentences;
    for (const JudgesAgreement& agreement : tally.agreements) {
        sentences.push_back(
            "Agreement of " + judges[agreement.judge] + " and " + judges[agreement.other] +
            " (Cohen's kappa): " + (agreement.kappa ? kappa_words(*agreement.kappa) : "not defined") +
            " over " + figure::counted(agreement.pairs, "pair") + ".");
    }
    return sentences;
}

Json tally_json(const Tally& tally, const std::vector<std::string>& judges) {
    Json by_judge = Json::array();
    for (std::size_t i = 0; i < tally.judges.size(); ++i) {
        const JudgeTally& judge = tally.judges[i];
        by_judge.push_back({{"judge", judges[i]},
                            {"count", count_json(judge.count)},
                            {"win_rate", statistics::win_rate(judge.count)},
                            {"consistent", judge.consistent},
                            {"first_shown_share", or_null(first_shown_share(judge))},
                            {"unreadable", judge.unreadable}});
    }
    Json agreements = Json::array();
    for (const JudgesAgreement& agreement : tally.agreements) {
        agreements.push_back({{"judges", {judges[agreement.judge], judges[agreement.other]}},
                              {"pairs", agreement.pairs},
                              {"kappa", or_null(agreement.kappa)}});
    }
    return {{"count", count_json(tally.count)},
            {"win_rate", tally.win_rate},
            {"interval", {tally.interval.low, tally.interval.high}},
            {"p_value", tally.p_value},
            {"not_judged", tally.not_judged},
            {"without_judge", tally.given},
            {"judges", std::move(by_judge)},
            {"agreements", std::move(agreements)},
            {"median_characters", {{"a", tally.a_median_characters}, {"b", tally.b_median_characters}}},
            {"longer_wins", tally.longer_wins},
            {"unequal_decided", tally.unequal_decided}};
}

}  // namespace moa::judging
