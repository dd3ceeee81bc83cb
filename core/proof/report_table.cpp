#include "proof/report_table.hpp"

#include <cmath>
#include <utility>

#include "figures.hpp"
#include "json.hpp"
#include "judging/tally_words.hpp"
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

Json arm_json(const ArmFigures& arm, Measure measure) {
    Json json{{"name", arm.name}, {"title", arm.title}, {"questions", arm.questions}};
    if (measure == Measure::exact) {
        json["solved"] = arm.solved;
        json["unanswered"] = arm.unanswered;
        json["share"] = arm.quality;
    } else {
        json["unanswered"] = arm.unanswered;
        json["win_rate_against_recipe"] = arm.measured ? Json(arm.quality) : Json(nullptr);
    }
    json["interval"] = {arm.interval.low, arm.interval.high};
    json["cost_usd"] = arm.cost_usd;
    if (measure == Measure::exact) {
        const auto solved_usd = arm.usd_per_solved();
        json["usd_per_solved"] = solved_usd ? Json(*solved_usd) : Json(nullptr);
    }
    json["first_word_ms"] = {{"median", arm.first_word_median_ms}, {"p95", arm.first_word_p95_ms}};
    json["total_ms"] = {{"median", arm.total_median_ms}, {"p95", arm.total_p95_ms}};
    json["on_front"] = arm.on_front;
    return json;
}

/// Leaves out what judged answers do not have.
std::vector<std::string> fitting(std::vector<std::string> cells, Measure measure) {
    constexpr std::ptrdiff_t cost_of_solved = 4;
    if (measure == Measure::judged) cells.erase(cells.begin() + cost_of_solved);
    return cells;
}

}  // namespace

std::vector<std::string> arm_titles(Measure measure) {
    return fitting({measure == Measure::exact ? "solved" : "wins against the recipe", "95% interval",
                    "no answer", "cost a question", "cost a solved one", "first word", "95% within",
                    "whole answer", "95% within", "arm"},
                   measure);
}

std::vector<std::string> arm_cells(const ArmFigures& arm, Measure measure) {
    std::vector<std::string> cells(9, "-");
    cells.push_back(arm.title);
    if (arm.measured) {
        cells[0] = statistics::percent(arm.quality);
        if (arm.interval.low < arm.interval.high) cells[1] = statistics::percent_range(arm.interval);
    }
    if (arm.questions > 0) {
        const auto solved_usd = arm.usd_per_solved();
        cells[2] = figure::count(arm.unanswered);
        cells[3] = figure::money(arm.usd_per_question());
        if (solved_usd) cells[4] = figure::money(*solved_usd);
        cells[5] = duration_cell(arm.first_word_median_ms);
        cells[6] = duration_cell(arm.first_word_p95_ms);
        cells[7] = duration_cell(arm.total_median_ms);
        cells[8] = duration_cell(arm.total_p95_ms);
    }
    return fitting(std::move(cells), measure);
}

std::string arms_csv(const Report& report, Measure measure) {
    const bool exact = measure == Measure::exact;
    std::string text =
        csv_line({"arm", "title", "questions", "solved", "unanswered",
                  exact ? "share" : "win_rate_against_recipe", "low", "high", "cost_usd",
                  "first_word_median_ms", "first_word_p95_ms", "total_median_ms", "total_p95_ms"});
    for (const ArmFigures& arm : report.arms) {
        text += csv_line({arm.name, arm.title, std::to_string(arm.questions),
                          exact ? std::to_string(arm.solved) : std::string(), std::to_string(arm.unanswered),
                          plain(arm.quality), plain(arm.interval.low), plain(arm.interval.high),
                          plain(arm.cost_usd), plain(arm.first_word_median_ms), plain(arm.first_word_p95_ms),
                          plain(arm.total_median_ms), plain(arm.total_p95_ms)});
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
            text +=
                csv_line({row.id, evidence.plan.arms[arm].name, plain(outcome.score),
                          outcome.answered ? "true" : "false", plain(outcome.cost_usd),
                          time(outcome.first_word_ms), time(outcome.total_ms), row.runs[arm]->logs.front()});
        }
    }
    return text;
}

Json report_json(const Evidence& evidence, const Report& report) {
    Json arms = Json::array();
    for (const ArmFigures& arm : report.arms)
        arms.push_back(arm_json(arm, evidence.plan.measure()));
    Json exploratory = Json::array();
    for (const Comparison& comparison : report.exploratory)
        exploratory.push_back(comparison_json(comparison));
    Json json{{"format", "moa-report/1"},
              {"plan_sha256", evidence.plan_sha256},
              {"questions_sha256", evidence.plan.questions_sha256},
              {"results_sha256", evidence.results_head},
              {"sentences", report_sentences(evidence, report)},
              {"primary", comparison_json(report.primary)},
              {"exploratory", std::move(exploratory)}};
    if (report.judged) {
        std::vector<std::string> judges;
        for (const judging::Judge& judge : evidence.plan.judges)
            judges.push_back(judge.name);
        json["verdicts_sha256"] = evidence.verdicts_head;
        json["judging"] = {{"cost_usd", evidence.judging_usd},
                           {"primary", judging::tally_json(*report.judged, judges)},
                           {"all_arms", judging::tally_json(*report.judged_in_all, judges)}};
    } else {
        json["missed_by_all"] = {{"questions", report.missed_by_all},
                                 {"of", report.proposed},
                                 {"interval", {report.missed_interval.low, report.missed_interval.high}}};
    }
    json["arms"] = std::move(arms);
    return json;
}

}  // namespace moa::proof
