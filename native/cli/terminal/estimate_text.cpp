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

std::vector<std::string> row_of(const NodeEstimate& node) {
    return {to_string(node.id),
            whole(node.prompt_tokens.likely),
            whole(node.answer_tokens.likely),
            node.cost_usd ? figure::money(node.cost_usd->likely) : "unpriced",
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
    std::vector<std::string> lines = table_lines({{"node"},
                                                  {"in", true},
                                                  {"out", true},
                                                  {"cost", true},
                                                  {"first token", true},
                                                  {"time", true},
                                                  {"model"}},
                                                 rows, width);
    lines.emplace_back();
    const auto totals = table_lines(
        {{"total"}, {"in", true}, {"out", true}, {"cost", true}, {"first token", true}, {"time", true}},
        {total_row("low", estimate, &Spread::low), total_row("likely", estimate, &Spread::likely),
         total_row("high", estimate, &Spread::high)},
        width);
    lines.insert(lines.end(), totals.begin(), totals.end());
    lines.emplace_back();
    if (!estimate.unpriced.empty())
        lines.push_back("No price is known for " + harmless(names(estimate.unpriced), true) +
                        "; its cost is not included.");
    lines.emplace_back("Prices are current; rate-limit waits and retries are not included.");
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
    return {{"nodes", std::move(nodes)}, {"total", std::move(total)}, {"unpriced", estimate.unpriced}};
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
