#include "native/cli/terminal/estimate_text.hpp"

#include <cmath>

#include "figures.hpp"
#include "json.hpp"
#include "native/cli/terminal/live_tree.hpp"
#include "native/cli/terminal/table.hpp"
#include "native/cli/terminal/terminal_text.hpp"

namespace moa::cli {
namespace {

using session::NodeEstimate;
using session::RunEstimate;
using session::Spread;

std::string whole(double number) {
    return std::to_string(std::llround(number));
}

std::string time(double ms) {
    return figure::duration(std::llround(ms));
}

/// Servers of the user's own have no prices, and where there are no others nothing is said of them.
bool has_cost(const RunEstimate& estimate) {
    return estimate.cost_usd.high > 0 || !estimate.unpriced.empty();
}

std::string cost_of(const NodeEstimate& node) {
    if (!node.cost_usd) return "unpriced";
    return node.cost_usd->high > 0 ? figure::money(node.cost_usd->likely) : "-";
}

std::vector<std::string> row_of(const NodeEstimate& node) {
    return {to_string(node.id),
            whole(node.prompt_tokens.likely),
            whole(node.answer_tokens.likely),
            cost_of(node),
            time(node.first_token_ms.likely),
            time(node.total_ms.likely),
            node.label + (node.calls > 1 ? ", " + std::to_string(node.calls) + " calls" : "") +
                (node.critical ? ", critical path" : "") + (node.measured ? "" : ", not measured")};
}

std::vector<std::string> total_row(const char* name, const RunEstimate& run, double Spread::*part) {
    return {name,
            whole(run.prompt_tokens.*part),
            whole(run.answer_tokens.*part),
            figure::money(run.cost_usd.*part),
            time(run.first_token_ms.*part),
            time(run.total_ms.*part)};
}

Json spread_json(const Spread& spread, double scale) {
    const auto rounded = [scale](double value) { return std::round(value * scale) / scale; };
    return {{"low", rounded(spread.low)}, {"likely", rounded(spread.likely)}, {"high", rounded(spread.high)}};
}

/// Tokens and times are whole, dollars have a millionth.
template <class T>
void put_figures(Json& out, const T& figures, const std::optional<Spread>& cost) {
    out["prompt_tokens"] = spread_json(figures.prompt_tokens, 1);
    out["answer_tokens"] = spread_json(figures.answer_tokens, 1);
    out["cost_usd"] = cost ? spread_json(*cost, 1e6) : Json();
    out["first_token_ms"] = spread_json(figures.first_token_ms, 1);
    out["total_ms"] = spread_json(figures.total_ms, 1);
}

std::string names(const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& name : list)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace

std::vector<std::string> estimate_lines(const RunEstimate& estimate, int width) {
    std::vector<std::vector<std::string>> rows;
    for (const NodeEstimate& node : estimate.nodes)
        rows.push_back(row_of(node));
    std::vector<Column> columns = {{"node"},       {"in", true},          {"out", true},
                                   {"cost", true}, {"first token", true}, {"time", true},
                                   {"model"}};
    std::vector<Column> sums = {{"total"},      {"in", true},          {"out", true},
                                {"cost", true}, {"first token", true}, {"time", true}};
    std::vector<std::vector<std::string>> totals = {total_row("low", estimate, &Spread::low),
                                                    total_row("likely", estimate, &Spread::likely),
                                                    total_row("high", estimate, &Spread::high)};
    if (!has_cost(estimate)) {
        constexpr std::ptrdiff_t cost = 3;
        columns.erase(columns.begin() + cost);
        sums.erase(sums.begin() + cost);
        for (auto* table : {&rows, &totals}) {
            for (std::vector<std::string>& row : *table)
                row.erase(row.begin() + cost);
        }
    }
    std::vector<std::string> lines = table_lines(columns, rows, width);
    lines.emplace_back();
    const std::vector<std::string> total_lines = table_lines(sums, totals, width);
    lines.insert(lines.end(), total_lines.begin(), total_lines.end());
    lines.emplace_back();
    for (const auto* sentences : {&estimate.too_long, &estimate.fitted}) {
        for (const std::string& sentence : *sentences)
            lines.push_back(harmless(sentence, true));
    }
    if (!estimate.unpriced.empty())
        lines.push_back("No price is known for " + harmless(names(estimate.unpriced), true) +
                        "; its cost is not included.");
    lines.emplace_back(std::string(has_cost(estimate) ? "Prices are current; rate-limit" : "Rate-limit") +
                       " waits and retries are not included.");
    return lines;
}

Json estimate_json(const RunEstimate& estimate) {
    Json nodes = Json::array();
    for (const NodeEstimate& node : estimate.nodes) {
        Json json = {{"id", to_string(node.id)}, {"provider", node.provider}, {"model", node.model},
                     {"calls", node.calls},      {"measured", node.measured}, {"critical", node.critical}};
        put_figures(json, node, node.cost_usd);
        nodes.push_back(std::move(json));
    }
    Json total = Json::object();
    put_figures(total, estimate, estimate.cost_usd);
    return {{"nodes", std::move(nodes)},
            {"total", std::move(total)},
            {"unpriced", estimate.unpriced},
            {"too_long", estimate.too_long},
            {"fitted", estimate.fitted}};
}

std::string comparison_sentence(const RunEstimate& estimate, const run::RunState& state) {
    std::string text = "Took " + figure::duration(state.total_ms) + " (estimated " +
                       time(estimate.total_ms.likely) + ", up to " + time(estimate.total_ms.high) + ")";
    text += ".";
    if (estimate.cost_usd.high > 0) {
        text += " The cost was estimated at " + figure::money(estimate.cost_usd.likely) + ", at most " +
                figure::money(estimate.cost_usd.high) + ".";
    }
    return text;
}

}  // namespace moa::cli
