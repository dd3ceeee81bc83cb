#include <doctest/doctest.h>

#include "json.hpp"
#include "proof/report_chart.hpp"
#include "proof/report_page.hpp"
#include "proof/report_table.hpp"
#include "proof/report_text.hpp"
#include "unit/contains.hpp"

namespace moa::proof {

namespace {

using test::contains;
using test::count_of;

Arm arm_of(const std::string& name, const std::string& title) {
    return {name, title, {}, false, {}, {}};
}

/// Marks by question: '1' right, '0' wrong, 'x' no answer, '.' not asked.
Evidence evidence_of(const std::vector<std::string>& marks, double recipe_usd = 0.02) {
    Evidence evidence;
    evidence.plan.arms = {arm_of("recipe", "the recipe"), arm_of("self-moa", "Self-MoA of B"),
                          arm_of("single-b", "B alone")};
    evidence.plan.primary_baseline = "self-moa";
    evidence.plan.questions = static_cast<std::int64_t>(marks.front().size());
    evidence.plan.detectable = 0.1;
    evidence.plan_sha256 = "planhash";
    evidence.results_head = "resulthash";
    for (std::size_t question = 0; question < marks.front().size(); ++question) {
        QuestionRow row{"q" + std::to_string(question), {"What is <this>?"}, {}, {}, question % 4 != 0};
        row.judged.resize(marks.size());
        for (std::size_t i = 0; i < marks.size(); ++i) {
            const char mark = marks[i][question];
            row.runs.emplace_back();
            if (mark == '.') continue;
            const double usd = i == 0 ? recipe_usd : i == 1 ? 0.02 : 0.001;
            row.runs.back() = ArmRun{{{"<b>answer</b>"}, {"<b>answer</b>"}},
                                     {mark == '1' ? 1.0 : 0.0, mark != 'x', usd, 100, 400},
                                     {"runs/" + evidence.plan.arms[i].name + "/1.jsonl"}};
        }
        evidence.rows.push_back(row);
    }
    return evidence;
}

std::string first_sentence(const Evidence& evidence) {
    return report_sentences(evidence, make_report(evidence)).front();
}

const std::string all(40, '1');
const std::string half = std::string(20, '1') + std::string(20, '0');

}  // namespace

TEST_CASE("a report finds what is better, worse, and neither") {
    CHECK(contains(
        first_sentence(evidence_of({all, half, half})),
        "The recipe is better than Self-MoA of B by 50.0 points (95% interval +35.0 to +65.0 points"));
    CHECK(contains(first_sentence(evidence_of({half, all, half})),
                   "The recipe is worse than Self-MoA of B by 50.0"));
    CHECK(contains(first_sentence(evidence_of({all, all, half})),
                   "No difference was found between the recipe and Self-MoA of B (0.0 points, "));
    CHECK(contains(first_sentence(evidence_of({"..", "..", ".."})), "no question in common"));
}

TEST_CASE("an arm's figures") {
    const Report report = make_report(evidence_of({all, half, "1x" + std::string(38, '.')}));
    CHECK(report.arms[0].quality == 1);
    CHECK(report.arms[0].on_front);
    CHECK_FALSE(report.arms[1].on_front);
    CHECK(report.arms[1].cost_usd == doctest::Approx(0.8));
    CHECK(report.arms[1].usd_per_solved().value() == doctest::Approx(0.04));
    CHECK(report.arms[2].questions == 2);
    CHECK(report.arms[2].unanswered == 1);
    CHECK(report.arms[2].on_front);  // the cheapest
    CHECK(report.arms[0].total_median_ms == 400);
    // An arm that was asked less is compared over the questions of both.
    CHECK(report.exploratory.front().questions == 2);
}

TEST_CASE("what all proposals miss bounds every choice among them") {
    const Evidence evidence = evidence_of({all, half, half});
    const Report report = make_report(evidence);
    CHECK(report.missed_by_all == 10);
    CHECK(report.proposed == 40);
    CHECK(report.missed_interval == statistics::clopper_pearson(10, 40));
    CHECK(contains(report_sentences(evidence, report).back(), "All proposals miss 25.0% of the questions"));
}

TEST_CASE("an experiment that stopped early says so") {
    const Evidence evidence = evidence_of({std::string(10, '1') + std::string(30, '.'), half, half});
    bool told = false;
    for (const std::string& sentence : report_sentences(evidence, make_report(evidence)))
        told = told || contains(sentence, "10 of 40 questions were asked in both arms");
    CHECK(told);
}

TEST_CASE("the page holds every answer, runs nothing and loads nothing") {
    const Evidence evidence = evidence_of({all, half, half});
    const std::string page = to_page(evidence, make_report(evidence));
    CHECK(contains(page, "default-src 'none'"));
    CHECK_FALSE(contains(page, "<script"));
    CHECK_FALSE(contains(page, "<b>answer</b>"));
    CHECK(count_of(page, "&lt;b&gt;answer") == 120);
    CHECK(contains(page, "planhash"));
    CHECK(contains(page, "resulthash"));
    CHECK(contains(page, "prefers-color-scheme:dark"));
}

TEST_CASE("tables for programs") {
    Evidence evidence = evidence_of({"1x", "0.", "00"});
    evidence.plan.arms[2].title = "B, \"alone\"";
    const Report report = make_report(evidence);
    CHECK(contains(arms_csv(report, Measure::exact), "single-b,\"B, \"\"alone\"\"\",2,0,0,"));
    const std::string questions = questions_csv(evidence);
    CHECK(contains(questions, "q0,recipe,1.0,true,0.02,100,400,runs/recipe/1.jsonl\r\n"));
    CHECK(contains(questions, "q1,recipe,0.0,false,"));
    CHECK_FALSE(contains(questions, "q1,self-moa"));
    const Json json = report_json(evidence, report);
    CHECK(json["primary"]["questions"] == 1);
    CHECK(json["arms"][2]["usd_per_solved"] == nullptr);
    CHECK(json["missed_by_all"]["of"] == 2);
}

TEST_CASE("pictures of arms that cost nothing, or were not asked") {
    const Report report = make_report(evidence_of({"11", "01", ".."}, 0));
    const std::string picture = quality_chart(report, Against::cost);
    CHECK_FALSE(contains(picture, "nan"));
    CHECK_FALSE(contains(picture, "inf"));
    CHECK(contains(picture, ">2</text>"));
    CHECK_FALSE(contains(picture, ">3</text>"));
    CHECK(quality_chart(make_report(evidence_of({".", ".", "."})), Against::time).empty());
}

}  // namespace moa::proof
