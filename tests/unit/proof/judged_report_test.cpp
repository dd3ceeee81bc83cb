#include <doctest/doctest.h>

#include "json.hpp"
#include "proof/judged_words.hpp"
#include "proof/report_page.hpp"
#include "proof/report_table.hpp"
#include "proof/report_text.hpp"
#include "unit/contains.hpp"

namespace moa::proof {

namespace {

using judging::Verdict;
using test::contains;
using test::count_of;

Arm judged_arm(const std::string& name, const std::string& title) {
    return {name, title, {}, false, {}, {}};
}

/// A judge's two games on a pair: '+' the recipe wins both, '-' loses both, '=' ties, 'f' names the first.
void hear(JudgedTurn& turn, std::size_t judge, char mark) {
    const auto say = [&](bool recipe_first, Verdict verdict) {
        turn.heard.push_back({judge, recipe_first, verdict, "Because <so>."});
    };
    if (mark == 'f') {
        say(true, Verdict::first);
        say(false, Verdict::first);
    } else {
        say(true, mark == '+' ? Verdict::first : mark == '-' ? Verdict::second : Verdict::tie);
        say(false, mark == '+' ? Verdict::second : mark == '-' ? Verdict::first : Verdict::tie);
    }
}

/// By judge, marks of questions: the recipe against the baseline. The third arm loses everything unheard.
Evidence judged_evidence(const std::vector<std::string>& marks) {
    Evidence evidence;
    evidence.plan.arms = {judged_arm("recipe", "the recipe"), judged_arm("self-moa", "Self-MoA of B"),
                          judged_arm("single-b", "B alone")};
    evidence.plan.primary_baseline = "self-moa";
    evidence.plan.questions = static_cast<std::int64_t>(marks.front().size());
    evidence.plan.disagreement = 0.65;
    evidence.plan.detectable = 0.08;
    for (std::size_t judge = 0; judge < marks.size(); ++judge)
        evidence.plan.judges.push_back(
            judging::read_judge("p:judge-" + std::to_string(judge + 1), {}).value());
    evidence.verdicts_head = "verdicthash";
    evidence.judging_usd = 0.5;
    for (std::size_t question = 0; question < marks.front().size(); ++question) {
        QuestionRow row{"q" + std::to_string(question), {"one?", "two?"}, {}, {}, {}};
        row.judged.resize(3);
        for (std::size_t arm = 0; arm < 3; ++arm)
            row.runs.push_back(
                ArmRun{{{"first", arm == 2 ? "" : "second"}, {}}, {0.5, arm != 2, 0.01, 1, 2}, {"l"}});
        for (int turn = 0; turn < 2; ++turn) {
            JudgedTurn judged;
            judged.facts = {question, 10, 20, {}};
            for (std::size_t judge = 0; judge < marks.size(); ++judge)
                hear(judged, judge, marks[judge][question]);
            row.judged[1].push_back(judged);
            JudgedTurn given;
            given.facts = {question, 10, 0, 1.0};
            row.judged[2].push_back(given);
        }
        evidence.rows.push_back(row);
    }
    return evidence;
}

std::string all_sentences(const Evidence& evidence) {
    std::string text;
    for (const std::string& sentence : report_sentences(evidence, make_report(evidence)))
        text += sentence + "\n";
    return text;
}

}  // namespace

TEST_CASE("a judged report finds better, worse and neither") {
    CHECK(contains(
        all_sentences(judged_evidence({std::string(20, '+')})),
        "The recipe is better than Self-MoA of B: by the judges, the win rate of the recipe is 100.0%"));
    CHECK(contains(all_sentences(judged_evidence({std::string(20, '-')})),
                   "The recipe is worse than Self-MoA of B"));
    const std::string even = all_sentences(judged_evidence({"++++----====ffff"}));
    CHECK(contains(even,
                   "No difference was found between the recipe and Self-MoA of B: by the judges, the win "
                   "rate of the recipe is 50.0%"));
    CHECK(contains(even, "Of 32 pairs of answers, the recipe won 8, tied 16 and lost 8"));
}

TEST_CASE("quality is the win rate against the recipe") {
    const Report report = make_report(judged_evidence({"+++-"}));
    CHECK(report.arms[0].quality == 0.5);
    CHECK(report.arms[1].quality == doctest::Approx(0.25));
    CHECK(report.arms[2].quality == 0);
    CHECK(report.arms[1].interval.low <= 0.25);
    CHECK(report.arms[1].interval.high >= 0.25);
    CHECK_FALSE(report.arms[1].usd_per_solved());
    CHECK(report.primary.questions == 4);
    CHECK(report.arms[2].unanswered == 4);
}

TEST_CASE("a judged report says how far its judges can be trusted") {
    const Evidence evidence = judged_evidence({"++--====", "++--ffff"});
    const std::string text = all_sentences(evidence);
    CHECK(contains(text, "Agreement of p:judge-1 and p:judge-2 (Cohen's kappa): 1.00"));
    CHECK(contains(text, "16 pairs needed no judge"));
    CHECK(contains(text, "The judges cost $0.50"));
    CHECK(contains(text, "Beta"));
    CHECK_FALSE(contains(text, "All proposals miss"));
    CHECK(contains(text, "a win rate of 58.0% would have been found"));
    const Report report = make_report(evidence);
    CHECK(judge_cells(evidence, report, 0)[1] == "100.0%");
    CHECK(judge_cells(evidence, report, 1)[1] == "50.0%");
    CHECK(judge_cells(evidence, report, 1)[2] == "75.0%");
}

TEST_CASE("a judge that answers in the experiment is named") {
    Evidence evidence = judged_evidence({"+"});
    CHECK(partial_judges(evidence.plan).empty());
    evidence.plan.arms[0].recipe.layers.resize(1);
    evidence.plan.arms[0].recipe.layers[0].agents.push_back(evidence.plan.judges[0].agent());
    CHECK(partial_judges(evidence.plan) == "p:judge-1");
    CHECK(contains(all_sentences(evidence), "Not impartial: p:judge-1"));
}

TEST_CASE("every verdict and every turn is on the page") {
    const Evidence evidence = judged_evidence({"+-", "=f"});
    const std::string page = to_page(evidence, make_report(evidence));
    CHECK(count_of(page, "Because &lt;so&gt;.") == 16);
    CHECK(contains(page, "Turn 2"));
    CHECK(contains(page, "<h2>Judges</h2>"));
    CHECK(contains(page, "verdicthash"));
    CHECK(contains(page, "p:judge-2, this answer shown first: wins"));
    CHECK(contains(page, "Needed no judge: this arm lost."));
    CHECK_FALSE(contains(page, "cost a solved one"));
    CHECK_FALSE(contains(page, "<script"));
}

TEST_CASE("a judged report as data") {
    const Evidence evidence = judged_evidence({"+-+"});
    const Json json = report_json(evidence, make_report(evidence));
    CHECK(json["primary"]["wins"] == 4);
    CHECK(json["judging"]["primary"]["judges"][0]["judge"] == "p:judge-1");
    CHECK(json["judging"]["all_arms"]["without_judge"] == 6);
    CHECK(json["arms"][1]["win_rate_against_recipe"] == doctest::Approx(1.0 / 3));
    CHECK(json.find("missed_by_all") == json.end());
    CHECK(json["arms"][1].find("solved") == json["arms"][1].end());
}

TEST_CASE("what was not judged yet has no figures") {
    Evidence evidence = judged_evidence({"+"});
    evidence.rows[0].judged[1][0].heard.clear();
    evidence.rows[0].judged[1][1].heard.pop_back();
    const Report report = make_report(evidence);
    CHECK_FALSE(report.arms[1].measured);
    CHECK(arm_cells(report.arms[1], Measure::judged).front() == "-");
    CHECK(contains(all_sentences(evidence), "Not judged in both orders: 2 pairs"));
    CHECK(contains(all_sentences(evidence), "0 of 1 question were judged"));
}

}  // namespace moa::proof
