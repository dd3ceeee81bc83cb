#include "proof/report_answers.hpp"

#include <array>
#include <string_view>

#include "blank.hpp"
#include "exports/escape_html.hpp"
#include "figures.hpp"
#include "proof/html.hpp"
#include "proof/judged_words.hpp"

namespace moa::proof {

namespace {

using exports::escape_html;

std::string facts(const std::string& inner) {
    return " <span class=\"facts\">" + inner + "</span>";
}

std::string written(std::string_view text) {
    return "<pre dir=\"auto\">" + escape_html(text) + "</pre>\n";
}

/// "Turn 2", above a text of a question that has several.
std::string turn_title(std::size_t turn, std::size_t turns) {
    return turns < 2 ? std::string() : "<p class=\"facts\">Turn " + std::to_string(turn + 1) + "</p>\n";
}

/// How an arm did with a question, for its colour and sign; empty where it cannot be said.
std::string_view sign_of(const QuestionRow& row, std::size_t arm, Measure measure) {
    const ArmRun& run = *row.runs[arm];
    if (measure == Measure::exact) return run.outcome.answered && run.outcome.score >= 1 ? "right" : "wrong";
    return arm == 0 || row.judged[arm].empty() ? std::string_view() : fate_of(run.outcome.score);
}

std::string verdicts_html(const Plan& plan, const JudgedTurn& turn) {
    if (turn.facts.given)
        return html::element("p class=\"facts\"", "Needed no judge: this arm " +
                                                      std::string(fate_of(1 - *turn.facts.given)) + ".");
    std::string made;
    for (const HeardVerdict& heard : turn.heard)
        made += html::opening("", facts(escape_html(verdict_words(plan, heard))), written(heard.reply));
    return made;
}

std::string run_html(const Plan& plan, const QuestionRow& row, std::size_t arm) {
    const ArmRun& run = *row.runs[arm];
    std::string figures = figure::money(run.outcome.cost_usd);
    if (run.outcome.total_ms != no_time) figures += " · " + figure::duration(run.outcome.total_ms);
    figures += " · " + escape_html(run.logs.front());
    std::string inner;
    for (std::size_t turn = 0; turn < row.turns.size(); ++turn) {
        const bool answered = turn < run.texts.answers.size() && !is_blank(run.texts.answers[turn]);
        inner += turn_title(turn, row.turns.size()) +
                 written(answered ? std::string_view(run.texts.answers[turn]) : "No answer.");
        if (turn < row.judged[arm].size()) inner += verdicts_html(plan, row.judged[arm][turn]);
    }
    return html::opening(sign_of(row, arm, plan.measure()),
                         escape_html(plan.arms[arm].title) + facts(figures), inner);
}

/// "9 of 11 arms right", or "the recipe won 5, tied 2, lost 3".
std::string summary_of(const QuestionRow& row, Measure measure) {
    std::int64_t asked = 0;
    std::int64_t right = 0;
    std::array<std::int64_t, 3> fates{};  // of the recipe
    for (std::size_t arm = 0; arm < row.runs.size(); ++arm) {
        if (!row.runs[arm]) continue;
        ++asked;
        const std::string_view mark = sign_of(row, arm, measure);
        right += mark == "right" ? 1 : 0;
        fates[0] += mark == "lost" ? 1 : 0;
        fates[1] += mark == "tied" ? 1 : 0;
        fates[2] += mark == "won" ? 1 : 0;
    }
    if (measure == Measure::exact)
        return figure::count(right) + " of " + figure::count(asked) + " arms right";
    return "the recipe won " + figure::count(fates[0]) + ", tied " + figure::count(fates[1]) + ", lost " +
           figure::count(fates[2]);
}

std::string question_html(const Plan& plan, const QuestionRow& row) {
    std::string runs;
    for (std::size_t arm = 0; arm < row.runs.size(); ++arm) {
        if (row.runs[arm]) runs += run_html(plan, row, arm);
    }
    if (runs.empty()) return {};
    std::string asked;
    for (std::size_t turn = 0; turn < row.turns.size(); ++turn)
        asked += turn_title(turn, row.turns.size()) + written(row.turns[turn]);
    const std::string_view mark = row.runs.front() ? sign_of(row, 0, plan.measure()) : std::string_view();
    return html::opening(mark, "<b>" + escape_html(row.id) + "</b>" + facts(summary_of(row, plan.measure())),
                         asked + runs);
}

}  // namespace

std::string answers_html(const Evidence& evidence) {
    const bool judged = evidence.plan.is_judged();
    std::string made = "<h2>Every answer</h2>\n<p class=\"facts\">" +
                       std::string(judged ? "Arms are marked by how they do against the recipe; below each "
                                            "answer, every verdict with the judge's words."
                                          : "Marked by whether the recipe is right.") +
                       "</p>\n";
    for (const QuestionRow& row : evidence.rows)
        made += question_html(evidence.plan, row);
    return made;
}

}  // namespace moa::proof
