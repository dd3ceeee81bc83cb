#include "proof/report_page.hpp"

#include <algorithm>
#include <string_view>

#include "exports/escape_html.hpp"
#include "figures.hpp"
#include "proof/html.hpp"
#include "proof/judged_words.hpp"
#include "proof/report_answers.hpp"
#include "proof/report_chart.hpp"
#include "proof/report_table.hpp"
#include "proof/report_text.hpp"
#include "statistics/words.hpp"

namespace moa::proof {

namespace {

using exports::escape_html;
using html::element;

// The colours are those of the program (web/page/style.css).
constexpr std::string_view page_style =
    R"(:root{color-scheme:light dark;--bg:#f5f6f8;--surface:#fff;--line:#dde2e9;--text:#16202c;--muted:#5d6a7a;--accent:#2f62d9;--good:#0c7d5d;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--bg:#0d1015;--surface:#141920;--line:#252d39;--text:#e8ecf2;--muted:#8a95a5;--accent:#7aa8ff;--good:#57c9a5;--bad:#ff7d78}}
body{margin:0 auto;max-width:72rem;padding:2rem 1rem 4rem;background:var(--bg);color:var(--text);font:1rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.35;margin:0 0 1rem}h2{font-size:1.1rem;margin:2.5rem 0 .5rem}
.facts,footer{color:var(--muted);font-size:.875rem}section,details{background:var(--surface);border:1px solid var(--line);border-radius:.75rem;padding:.5rem 1.25rem;margin:.75rem 0}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}th,td{padding:.4rem .5rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
th{color:var(--muted);font-weight:450;vertical-align:bottom}.name{text-align:left;white-space:normal;min-width:11rem}tr:last-child td{border:0}
.main td{font-weight:600}td .chart{width:14rem;display:block}section>div>.chart{width:100%;min-width:34rem;max-width:52rem}
summary{cursor:pointer;padding:.35rem 0}summary b{font-weight:600}details details{margin:.35rem 0;padding:.1rem .9rem}
.right::before{content:"✓ ";color:var(--good)}.wrong::before{content:"✗ ";color:var(--bad)}
.won::before{content:"▲ ";color:var(--good)}.tied::before{content:"= ";color:var(--muted)}.lost::before{content:"▼ ";color:var(--bad)}
pre{white-space:pre-wrap;font:.875rem/1.5 ui-monospace,monospace;margin:.5rem 0})";

/// A row whose first cell names what it is about.
std::string row_of(const std::string& name, const std::vector<std::string>& cells, std::string_view tag,
                   std::string_view row = "tr") {
    std::string made = element(std::string(tag) + " class=\"name\"", name);
    for (const std::string& cell : cells)
        made += element(tag, cell);
    return element(row, made) + "\n";
}

std::string table_of(const std::string& rows) {
    return "<div class=\"scroll\"><table>\n" + rows + "</table></div>\n";
}

std::string arms_table(const Report& report, Measure measure) {
    std::vector<std::string> titles = arm_titles(measure);
    titles.pop_back();
    std::string rows = row_of("arm", titles, "th scope=\"col\"");
    for (std::size_t i = 0; i < report.arms.size(); ++i) {
        const ArmFigures& arm = report.arms[i];
        std::vector<std::string> cells = arm_cells(arm, measure);
        cells.pop_back();
        for (std::string& cell : cells)
            cell = escape_html(cell);
        rows += row_of(
            std::to_string(i + 1) + ". " + escape_html(arm.title) + (arm.on_front ? " (on the front)" : ""),
            cells, "td", i == 0 ? "tr class=\"main\"" : "tr");
    }
    return table_of(rows);
}

std::string comparison_row(const Comparison& comparison, double reach, bool primary) {
    std::vector<std::string> cells = {statistics::points(comparison.difference),
                                      statistics::points_range(comparison.interval),
                                      difference_chart(comparison, reach)};
    if (comparison.wins) {
        cells[0] = statistics::percent(comparison.difference + 0.5);
        cells[1] = statistics::percent_range({comparison.interval.low + 0.5, comparison.interval.high + 0.5});
        for (const std::int64_t count :
             {comparison.wins->wins, comparison.wins->ties, comparison.wins->losses})
            cells.push_back(figure::count(count));
    } else {
        cells.push_back(figure::count(comparison.flips.wrong_to_right));
        cells.push_back(figure::count(comparison.flips.right_to_wrong));
    }
    cells.push_back(escape_html(statistics::p_words(comparison.p_value)));
    cells.push_back(figure::count(comparison.questions));
    return row_of(escape_html(comparison.baseline), cells, "td", primary ? "tr class=\"main\"" : "tr");
}

std::string comparisons_table(const Report& report) {
    double reach = 0.05;
    const auto widen = [&](const Comparison& each) {
        if (each.questions > 0) reach = std::max({reach, -each.interval.low, each.interval.high});
    };
    widen(report.primary);
    for (const Comparison& each : report.exploratory)
        widen(each);
    std::string rows =
        report.judged
            ? row_of("the recipe against",
                     {"win rate", "95% interval", "", "won", "tied", "lost", "sign test", "questions"},
                     "th scope=\"col\"")
            : row_of(
                  "the recipe is better than",
                  {"by", "95% interval", "", "wrong to right", "right to wrong", "exact test", "questions"},
                  "th scope=\"col\"");
    rows += comparison_row(report.primary, reach, true);
    for (const Comparison& each : report.exploratory) {
        if (each.questions > 0) rows += comparison_row(each, reach, false);
    }
    return table_of(rows);
}

std::string judges_table(const Evidence& evidence, const Report& report) {
    std::vector<std::string> titles = judge_titles();
    titles.pop_back();
    std::string rows = row_of("judge", titles, "th scope=\"col\"");
    for (std::size_t judge = 0; judge < evidence.plan.judges.size(); ++judge) {
        std::vector<std::string> cells = judge_cells(evidence, report, judge);
        const std::string name = escape_html(cells.back());
        cells.pop_back();
        rows += row_of(name, cells, "td");
    }
    return table_of(rows);
}

std::string paragraphs(const std::vector<std::string>& sentences, std::string_view tag) {
    std::string made;
    for (const std::string& sentence : sentences)
        made += element(tag, escape_html(sentence)) + "\n";
    return made;
}

}  // namespace

std::string to_page(const Evidence& evidence, const Report& report) {
    std::vector<std::string> sentences = report_sentences(evidence, report);
    const std::string title = escape_html(sentences.front());
    sentences.erase(sentences.begin());
    std::string made =
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
        title + "</title>\n<style>\n";
    made += page_style;
    made += "\n</style>\n</head>\n<body>\n<h1>" + title + "</h1>\n" + paragraphs(sentences, "p");
    made += "<h2>Arms</h2>\n<section>\n" + arms_table(report, evidence.plan.measure()) + "</section>\n";
    made += "<h2>Quality against cost</h2>\n<section>\n<div class=\"scroll\">" +
            quality_chart(report, Against::cost) + "</div>" + "<p class=\"facts\">" +
            std::string(report.judged ? "Upwards: the win rate against the recipe. "
                                      : "Upwards: the share solved. ") +
            "The number of an arm stands in the table above. Bars are 95% intervals. The "
            "dashed line is the Pareto front: no other arm is better for less.</p>\n</section>\n";
    made += "<h2>Quality against time</h2>\n<section>\n<div class=\"scroll\">" +
            quality_chart(report, Against::time) + "</div>" + "</section>\n";
    made += "<h2>The recipe against each arm</h2>\n<section>\n" + comparisons_table(report) +
            "<p class=\"facts\">The first row was named before the experiment began; the others are "
            "exploratory.</p>\n"
            "</section>\n";
    if (report.judged)
        made +=
            "<h2>Judges</h2>\n<section>\n" + judges_table(evidence, report) +
            "<p class=\"facts\">The win rate is that of the first row above, by this judge alone and without "
            "the pairs that needed none; all other "
            "figures are over all arms. A judge whose verdicts only follow the order has a tie in each pair. "
            "Of the answers shown first, half should win.</p>\n</section>\n";
    made += answers_html(evidence);
    made += "<footer>\n" + element("p", escape_html(what_it_proves(evidence.plan))) + "\n" +
            paragraphs(hash_lines(evidence), "p") + "</footer>\n";
    return made + "</body>\n</html>\n";
}

}  // namespace moa::proof
