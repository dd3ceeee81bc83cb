#include "simulate/fault/rule.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "json.hpp"
#include "random.hpp"
#include "simulate/fault/edit.hpp"

namespace moa::simulate {

namespace {

/// Takes the part up to `separator` off the front; all of it when there is none.
std::string_view take_part(std::string_view& text, char separator) {
    const auto end = std::min(text.find(separator), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

/// Read as JSON does: libc++ 14, which Emscripten 3.1.6 has, reads no fractions by from_chars.
std::optional<double> number_of(std::string_view text) {
    const auto json = parse_json(text);
    return json && json->is_number() ? std::optional(json->get<double>()) : std::nullopt;
}

std::optional<int> count_of(std::string_view text) {
    int count = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return count;
}

Error input_error(std::string message) {
    return {ErrorKind::invalid_input, 0, std::move(message)};
}

bool applies_to(const Fault& fault, const TimedResponse& response) {
    const bool needs_stream = fault.group == FaultGroup::dialect || fault.group == FaultGroup::stream;
    return !needs_stream || is_event_stream(response);
}

}  // namespace

Result<FaultRule> parse_fault_rule(std::string_view text) {
    FaultRule rule;
    std::string_view rest = text;
    std::string_view numbers = take_part(rest, '@');
    rule.model = rest;
    const std::string_view name = take_part(numbers, ':');
    rule.fault = find_fault(name);
    if (rule.fault == nullptr) {
        return input_error("Unknown fault \"" + std::string(name) +
                           "\"; moa simulate --list-faults lists all faults.");
    }
    if (numbers.empty()) return rule;
    const auto probability = number_of(take_part(numbers, ':'));
    const auto attempts = numbers.empty() ? std::optional(rule.attempts) : count_of(numbers);
    if (!probability || !(*probability >= 0 && *probability <= 1) || !attempts || *attempts < 1) {
        return input_error(
            "A fault is NAME[:PROBABILITY[:ATTEMPTS]][@MODEL], with a probability from 0 to 1 and at "
            "least 1 attempt, not \"" +
            std::string(text) + "\".");
    }
    rule.probability = *probability;
    rule.attempts = *attempts;
    return rule;
}

FaultPlan::FaultPlan(std::vector<FaultRule> rules, std::uint64_t seed)
    : rules_(std::move(rules)), seed_(seed) {}

std::string_view FaultPlan::disturb(const wire::HttpRequest& request, TimedResponse& response) {
    if (rules_.empty() || request.method != "POST") return {};
    const std::uint64_t hash = stable_hash(request.body);
    const int attempt = ++attempts_[hash];
    Random random(Random(seed_).next() ^ Random(hash).next() ^ static_cast<std::uint64_t>(attempt));
    const std::optional<Json> body = parse_json(request.body);
    const std::string_view model = body ? find_string(*body, "model") : std::string_view();
    for (const FaultRule& rule : rules_) {
        // Drawn for every rule, so that one rule's chance does not hang on the others.
        const bool hit = random.fraction() < rule.probability;
        if (!hit || attempt > rule.attempts || (!rule.model.empty() && rule.model != model)) continue;
        if (!applies_to(*rule.fault, response)) continue;
        if (!rule.fault->member.empty() && (!body || !body->contains(rule.fault->member))) continue;
        rule.fault->disturb(response);
        ++met_[rule.fault->name];
        return rule.fault->name;
    }
    return {};
}

}  // namespace moa::simulate
