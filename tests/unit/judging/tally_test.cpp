#include <doctest/doctest.h>

#include "judging/tally.hpp"

namespace moa::judging {

namespace {

/// Both games of a judge on a pair.
void play(std::vector<Judgement>& games, std::size_t judge, std::size_t pair, std::optional<Verdict> a_first,
          std::optional<Verdict> b_first) {
    games.push_back({pair, judge, false, a_first});
    games.push_back({pair, judge, true, b_first});
}

std::vector<PairFacts> pairs(std::size_t count) {
    std::vector<PairFacts> facts;
    for (std::size_t i = 0; i < count; ++i)
        facts.push_back({i, 100, 50, {}});
    return facts;
}

constexpr auto first = Verdict::first;
constexpr auto second = Verdict::second;
constexpr auto tie = Verdict::tie;

}  // namespace

TEST_CASE("a win in both orders is a win, and one that follows the order a tie") {
    std::vector<Judgement> games;
    play(games, 0, 0, first, second);  // A both times
    play(games, 0, 1, first, first);   // whatever comes first
    play(games, 0, 2, second, first);  // B both times
    play(games, 0, 3, first, tie);     // A once
    const Tally result = tally(pairs(4), games, 1, {});
    CHECK(result.count == statistics::WinCount{2, 1, 1});
    CHECK(result.win_rate == doctest::Approx((1 + 0.5 + 0 + 0.75) / 4));
    CHECK(result.interval.contains(result.win_rate));
    CHECK(result.judges[0].consistent == 2);
    CHECK(result.judges[0].first_shown == 5);
    CHECK(result.judges[0].second_shown == 2);
    CHECK(first_shown_share(result.judges[0]).value() == doctest::Approx(5.0 / 7));
}

TEST_CASE("a judge that always says the same has a position bias, and decides nothing") {
    std::vector<Judgement> games;
    for (std::size_t pair = 0; pair < 10; ++pair)
        play(games, 0, pair, first, first);
    const Tally result = tally(pairs(10), games, 1, {});
    CHECK(result.win_rate == 0.5);
    CHECK(result.count == statistics::WinCount{0, 10, 0});
    CHECK(first_shown_share(result.judges[0]) == 1.0);
    CHECK(result.p_value == 1);
}

TEST_CASE("a side wins only where the exact test agrees") {
    for (const std::size_t wins : {5U, 6U}) {
        std::vector<Judgement> games;
        for (std::size_t pair = 0; pair < wins; ++pair)
            play(games, 0, pair, second, first);
        const Tally result = tally(pairs(wins), games, 1, {});
        CHECK(result.interval.high < 0.5);
        CHECK(winner_of(result) == (wins == 6 ? Winner::b : Winner::undecided));
    }
}

TEST_CASE("pairs without both verdicts are not counted as ties") {
    std::vector<Judgement> games;
    play(games, 0, 0, first, std::nullopt);
    play(games, 0, 1, second, first);
    games.push_back({2, 0, false, first});
    const Tally result = tally(pairs(3), games, 1, {});
    CHECK(result.not_judged == 2);
    CHECK(result.count == statistics::WinCount{0, 0, 1});
    CHECK(result.judges[0].unreadable == 1);
    CHECK_FALSE(first_shown_share(JudgeTally{}));
}

TEST_CASE("two judges: their mean decides, their agreement is told") {
    std::vector<Judgement> games;
    play(games, 0, 0, first, second);
    play(games, 1, 0, first, second);
    play(games, 0, 1, first, second);
    play(games, 1, 1, second, first);  // the other way round: a tie on the whole
    play(games, 0, 2, second, first);  // only one of them has judged
    const Tally result = tally(pairs(3), games, 2, {});
    CHECK(result.count == statistics::WinCount{1, 1, 1});
    CHECK(result.judges[0].count == statistics::WinCount{2, 0, 1});
    CHECK(result.judges[1].count == statistics::WinCount{1, 0, 1});
    REQUIRE(result.agreements.size() == 1);
    CHECK(result.agreements[0].pairs == 2);
    CHECK(result.agreements[0].kappa.value() == doctest::Approx(0));
}

TEST_CASE("lengths, and how often the longer answer wins") {
    std::vector<Judgement> games;
    std::vector<PairFacts> facts = {{0, 100, 50, {}}, {1, 10, 500, {}}, {2, 70, 70, {}}};
    play(games, 0, 0, first, second);
    play(games, 0, 1, first, second);
    play(games, 0, 2, first, second);
    const Tally result = tally(facts, games, 1, {});
    CHECK(result.a_median_characters == 70);
    CHECK(result.b_median_characters == 70);
    CHECK(result.unequal_decided == 2);
    CHECK(result.longer_wins == 1);
}

TEST_CASE("nothing judged says nothing") {
    const Tally result = tally(pairs(2), {}, 1, {});
    CHECK(result.not_judged == 2);
    CHECK(result.win_rate == 0.5);
    CHECK(result.interval == statistics::Interval{0, 1});
}

TEST_CASE("pairs that need no judge count, and are no judge's") {
    std::vector<PairFacts> facts = pairs(3);
    facts[0].given = 0;
    facts[1].given = 0.5;
    std::vector<Judgement> games;
    play(games, 0, 2, first, second);
    const Tally result = tally(facts, games, 1, {});
    CHECK(result.count == statistics::WinCount{1, 1, 1});
    CHECK(result.win_rate == doctest::Approx(0.5));
    CHECK(result.given == 2);
    CHECK(result.judges[0].count.games() == 1);
    CHECK(result.unequal_decided == 1);
}

TEST_CASE("the sign test counts questions, not their turns") {
    std::vector<PairFacts> facts = pairs(12);
    std::vector<Judgement> games;
    for (std::size_t pair = 0; pair < 12; ++pair) {
        facts[pair].cluster = pair / 2;
        play(games, 0, pair, first, second);
    }
    const Tally result = tally(facts, games, 1, {});
    CHECK(result.count == statistics::WinCount{12, 0, 0});
    CHECK(result.clusters == 6);
    CHECK(result.p_value == doctest::Approx(2.0 / 64));
}

}  // namespace moa::judging
