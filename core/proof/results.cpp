#include "proof/results.hpp"

#include <utility>

#include "json.hpp"

namespace moa::proof {

namespace {

LoggedTurn turn_of(const Json& json) {
    return {std::string(find_string(json, "log")), std::string(find_string(json, "log_sha256"))};
}

std::optional<ResultLine> line_of(const Json& json) {
    const Json* question = find(json, "question");
    const Json* samples = find(json, "samples");
    const Json* answered = find(json, "answered");
    const Json* cost = find(json, "cost_usd");
    if (cost == nullptr || !cost->is_number()) return std::nullopt;
    if (question == nullptr || !question->is_number_unsigned() || samples == nullptr ||
        !samples->is_number_integer() || answered == nullptr || !answered->is_boolean())
        return std::nullopt;
    ResultLine line{question->get<std::size_t>(),
                    std::string(find_string(json, "arm")),
                    {turn_of(json)},
                    samples->get<int>(),
                    answered->get<bool>(),
                    cost->get<double>()};
    if (const Json* later = find(json, "later_turns"); later != nullptr && later->is_array()) {
        for (const Json& turn : *later)
            line.turns.push_back(turn_of(turn));
    }
    return line;
}

Json json_of(const ResultLine& result) {
    Json json{{"question", result.question},
              {"arm", result.arm},
              {"log", result.turns.front().log},
              {"log_sha256", result.turns.front().sha256}};
    for (std::size_t turn = 1; turn < result.turns.size(); ++turn)
        json["later_turns"].push_back(
            {{"log", result.turns[turn].log}, {"log_sha256", result.turns[turn].sha256}});
    json["samples"] = result.samples;
    json["answered"] = result.answered;
    json["cost_usd"] = result.cost_usd;
    return json;
}

}  // namespace

std::string ResultChain::add(const ResultLine& result) {
    lines_.push_back(result);
    return chain_.add(json_of(result));
}

Result<ResultChain> ResultChain::read(std::string_view text, std::string_view plan_sha256) {
    ResultChain results;
    Result<HashChain> chain =
        HashChain::read(text, results_format, "list of results", plan_sha256, [&](const Json& json) {
            std::optional<ResultLine> line = line_of(json);
            if (line) results.lines_.push_back(std::move(*line));
            return line.has_value();
        });
    if (!chain) return chain.error();
    results.chain_ = std::move(chain.value());
    return results;
}

}  // namespace moa::proof
