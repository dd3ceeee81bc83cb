#include "proof/report_table.hpp"

#include <cmath>

#include "figures.hpp"
#include "json.hpp"
#include "proof/comparison_words.hpp"
#include "proof/report_text.hpp"
#include "statistics/words.hpp"

namespace moa::proof {

namespace {

std::string duration_cell(double ms) {
    return ms > 0 ? figure::duration(std::lround(ms)) : "-";
}

std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& cell : cells)
        line += (line.empty() ? "" : ",") + csv_cell(cell);
    return line + "\r\n";
}

std::string plain(double value) {
    return dump_json(value);
}

Json arm_json(const ArmFigures& arm) {
    const auto solved_usd = arm.usd_per_solved();
    return {{"name", arm.name},
            {"title", arm.title},
            {"questions", arm.questions},
            {"solved", arm.solved},
            {"unanswered", arm.unanswered},
            {"share", arm.share()},
            {"interval", {arm.interval.low, arm.interval.high}},
            {"cost_usd", arm.cost_usd},
            {"usd_per_solved", solved_usd ? Json(*solved_usd) : Json(nullptr)},
            {"first_word_ms", {{"median", arm.first_word_median_ms}, {"p95", arm.first_word_p95_ms}}},
            {"total_ms", {{"median", arm.total_median_ms}, {"p95", arm.total_p95_ms}}},
            {"on_front", arm.on_front}};
}

}  // namespace

std::vector<std::string> arm_titles() {
    return {"solved",     "95% interval", "no answer",    "cost a question", "cost a solved one",
            "first word", "95% within",   "whole answer", "95% within",      "arm"};
}

std::vector<std::string> arm_cells(const ArmFigures& arm) {
    if (arm.questions == 0) return {"-", "-", "-", "-", "-", "-", "-", "-", "-", arm.title};
    const auto solved_usd = arm.usd_per_solved();
    return {statistics::percent(arm.share()),
            statistics::percent_range(arm.interval),
            figure::count(arm.unanswered),
            figure::money(arm.usd_per_question()),
            solved_usd ? figure::money(*solved_usd) : "-",
            duration_cell(arm.first_word_median_ms),
            duration_cell(arm.first_word_p95_ms),
            duration_cell(arm.total_median_ms),
            duration_cell(arm.total_p95_ms),
            arm.title};
}

std::string arms_csv(const Report& report) {
    std::string text =
        csv_line({"arm", "title", "questions", "solved", "unanswered", "share", "low", "high", "cost_usd",
                  "first_word_median_ms", "first_word_p95_ms", "total_median_ms", "total_p95_ms"});
    for (const ArmFigures& arm : report.arms) {
        text += csv_line({arm.name, arm.title, std::to_string(arm.questions), std::to_string(arm.solved),
                          std::to_string(arm.unanswered), plain(arm.share()), plain(arm.interval.low),
                          plain(arm.interval.high), plain(arm.cost_usd), plain(arm.first_word_median_ms),
                          plain(arm.first_word_p95_ms), plain(arm.total_median_ms), plain(arm.total_p95_ms)});
    }
    return text;
}

std::string questions_csv(const Evidence& evidence) {
    std::string text =
        csv_line({"question", "arm", "score", "answered", "cost_usd", "first_word_ms", "total_ms", "log"});
    for (const QuestionRow& row : evidence.rows) {
        for (std::size_t arm = 0; arm < row.runs.size(); ++arm) {
            if (!row.runs[arm]) continue;
            const Outcome& outcome = row.runs[arm]->outcome;
            const auto time = [](Millis ms) { return ms == no_time ? std::string() : std::to_string(ms); };
            text += csv_line({row.id, evidence.plan.arms[arm].name, plain(outcome.score),
                              outcome.answered ? "true" : "false", plain(outcome.cost_usd),
                              time(outcome.first_word_ms), time(outcome.total_ms), row.runs[arm]->log});
        }
    }
    return text;
}

Json report_json(const Evidence& evidence, const Report& report) {
    Json arms = Json::array();
    for (const ArmFigures& arm : report.arms)
        arms.push_back(arm_json(arm));
    Json exploratory = Json::array();
    for (const Comparison& comparison : report.exploratory)
        exploratory.push_back(comparison_json(comparison));
    return {{"format", "moa-report/1"},
            {"plan_sha256", evidence.plan_sha256},
            {"questions_sha256", evidence.plan.questions_sha256},
            {"results_sha256", evidence.results_head},
            {"sentences", report_sentences(evidence, report)},
            {"primary", comparison_json(report.primary)},
            {"exploratory", std::move(exploratory)},
            {"missed_by_all",
             {{"questions", report.missed_by_all},
              {"of", report.proposed},
              {"interval", {report.missed_interval.low, report.missed_interval.high}}}},
            {"arms", std::move(arms)}};
}

}  // namespace moa::proof
