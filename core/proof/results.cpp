#include "proof/results.hpp"

#include <utility>

#include "evaluation/sha256.hpp"
#include "json.hpp"

namespace moa::proof {

namespace {

std::optional<ResultLine> line_of(const Json& json) {
    const Json* question = find(json, "question");
    const Json* samples = find(json, "samples");
    const Json* answered = find(json, "answered");
    const Json* cost = find(json, "cost_usd");
    if (cost == nullptr || !cost->is_number()) return std::nullopt;
    if (question == nullptr || !question->is_number_unsigned() || samples == nullptr ||
        !samples->is_number_integer() || answered == nullptr || !answered->is_boolean())
        return std::nullopt;
    return ResultLine{question->get<std::size_t>(),
                      std::string(find_string(json, "arm")),
                      std::string(find_string(json, "log")),
                      std::string(find_string(json, "log_sha256")),
                      samples->get<int>(),
                      answered->get<bool>(),
                      cost->get<double>()};
}

}  // namespace

std::string ResultChain::begin(std::string_view plan_sha256) {
    const std::string line = dump_json({{"format", results_format}, {"plan_sha256", plan_sha256}});
    head_ = evaluation::sha256(line);
    return line + "\n";
}

std::string ResultChain::add(const ResultLine& result) {
    const std::string line = dump_json({{"question", result.question},
                                        {"arm", result.arm},
                                        {"log", result.log},
                                        {"log_sha256", result.log_sha256},
                                        {"samples", result.samples},
                                        {"answered", result.answered},
                                        {"cost_usd", result.cost_usd},
                                        {"after", head_}});
    head_ = evaluation::sha256(line);
    lines_.push_back(result);
    return line + "\n";
}

Result<ResultChain> ResultChain::read(std::string_view text, std::string_view plan_sha256) {
    ResultChain chain;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) break;
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        const std::optional<Json> json = parse_json(line);
        if (number == 1) {
            if (!json || find_string(*json, "format") != results_format)
                return invalid_input("it is no list of results (" + std::string(results_format) + ").");
            if (find_string(*json, "plan_sha256") != plan_sha256)
                return invalid_input("it belongs to another plan, or the plan was changed after it began.");
        } else {
            std::optional<ResultLine> result = json ? line_of(*json) : std::nullopt;
            if (!result || find_string(*json, "after") != chain.head_)
                return invalid_input("line " + std::to_string(number) +
                                     " does not follow the line before it: the file was changed.");
            chain.lines_.push_back(std::move(*result));
        }
        chain.head_ = evaluation::sha256(line);
    }
    return chain;
}

}  // namespace moa::proof
