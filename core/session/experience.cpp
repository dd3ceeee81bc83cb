#include "session/experience.hpp"

#include <algorithm>
#include <cmath>

#include "json.hpp"

namespace moa::session {

namespace {

/// Of shorter ones, what is the same for every call takes longer than reading.
constexpr double least_telling_prompt = 100;

/// Of what a node was sent, as estimated before it is sent.
std::int64_t estimated_prompt(const run::RunState& state, run::NodeId id) {
    return run::estimate_tokens(run::prompt_of(state, id));
}

std::optional<CallSample> sample_of(const run::Node& node) {
    if (node.state != run::NodeState::done || !node.usage || node.usage->estimated) return std::nullopt;
    if (node.calls_so_far) return std::nullopt;  // its figures are those of several calls
    if (node.cut_prompt) return std::nullopt;    // they are those of another prompt
    if (node.sent_at == no_time || node.first_token_at == no_time) return std::nullopt;
    CallSample sample;
    sample.first_token_ms = static_cast<double>(node.first_token_at - node.sent_at);
    sample.tokens_per_second = node.tokens_per_second(node.ended_at);
    sample.answer_tokens = static_cast<double>(node.usage->completion_tokens);
    sample.prompt_tokens = static_cast<double>(std::max<std::int64_t>(node.usage->prompt_tokens, 0));
    if (sample.tokens_per_second <= 0 || sample.answer_tokens <= 0) return std::nullopt;
    return sample;
}

std::optional<double> number_at(const Json& list, std::size_t index) {
    if (!list.is_array() || index >= list.size() || !list[index].is_number()) return std::nullopt;
    const auto value = list[index].get<double>();
    if (!std::isfinite(value) || value < 0) return std::nullopt;
    return value;
}

Measured read_measured(const Json& json) {
    Measured measured;
    if (const Json* tokens = find(json, "prompt_tokens")) {
        const auto estimated = number_at(*tokens, 0);
        const auto counted = number_at(*tokens, 1);
        if (estimated && counted)
            measured.prompt_ratio = mixture::TokenRatio::from_sums(*estimated, *counted);
    }
    const Json* calls = find(json, "calls");
    if (calls == nullptr || !calls->is_array()) return measured;
    for (const Json& call : *calls) {
        const auto first = number_at(call, 0);
        const auto speed = number_at(call, 1);
        const auto tokens = number_at(call, 2);
        if (!first || !speed || !tokens || *speed <= 0 || *tokens <= 0) continue;
        if (measured.samples.size() == max_samples) break;
        measured.samples.push_back({*first, *speed, *tokens, number_at(call, 3).value_or(0)});
    }
    return measured;
}

}  // namespace

std::optional<double> Measured::quantile(double CallSample::*part, double share) const {
    if (samples.empty()) return std::nullopt;
    std::vector<double> values;
    values.reserve(samples.size());
    for (const CallSample& sample : samples)
        values.push_back(sample.*part);
    std::sort(values.begin(), values.end());
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    return values[static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(values.size()))) - 1];
}

std::optional<ReadingTime> reading_time(const Measured& measured) {
    double count = 0;
    double tokens = 0;
    double ms = 0;
    double longest = 0;
    for (const CallSample& sample : measured.samples) {
        if (sample.prompt_tokens <= 0) continue;
        ++count;
        tokens += sample.prompt_tokens;
        ms += sample.first_token_ms;
        longest = std::max(longest, sample.prompt_tokens);
    }
    if (longest < least_telling_prompt) return std::nullopt;
    double spread = 0;
    double common = 0;
    for (const CallSample& sample : measured.samples) {
        if (sample.prompt_tokens <= 0) continue;
        spread += std::pow(sample.prompt_tokens - tokens / count, 2);
        common += (sample.prompt_tokens - tokens / count) * (sample.first_token_ms - ms / count);
    }
    ReadingTime time;
    // Prompts of one length, or times that fall with it, tell a speed and no more.
    if (spread > std::pow(0.2 * tokens / count, 2) * count) time.ms_per_token = common / spread;
    time.start_ms = (ms - time.ms_per_token * tokens) / count;
    if (time.ms_per_token <= 0 || time.start_ms < 0) time = {0, ms / tokens};
    std::vector<double> shares;
    for (const CallSample& sample : measured.samples) {
        const double expected = time.start_ms + time.ms_per_token * sample.prompt_tokens;
        if (sample.prompt_tokens > 0 && expected > 0) shares.push_back(sample.first_token_ms / expected);
    }
    if (shares.empty()) return time;
    std::sort(shares.begin(), shares.end());
    const auto at = [&shares](double share) {
        return shares[static_cast<std::size_t>(share * static_cast<double>(shares.size() - 1))];
    };
    time.low = at(0.1);
    time.likely = at(0.5);
    time.high = shares.back();
    return time;
}

void Experience::learn(const run::RunState& state, const mixture::Providers& providers) {
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            const mixture::Provider* provider = mixture::find_provider(providers, node.provider);
            const std::optional<CallSample> sample = sample_of(node);
            if (provider == nullptr || !sample) continue;
            Measured& measured = models_[{provider->name, provider->base_url, node.model}];
            if (measured.samples.size() == max_samples) measured.samples.erase(measured.samples.begin());
            measured.samples.push_back(*sample);
            measured.prompt_ratio.learn(estimated_prompt(state, node.id), node.usage->prompt_tokens);
        }
    }
}

const Measured* Experience::of(const mixture::Provider& provider, std::string_view model) const {
    const auto it = models_.find({provider.name, provider.base_url, std::string(model)});
    return it == models_.end() ? nullptr : &it->second;
}

run::KnownModels known_models(const ModelBook& book, const Experience& experience,
                              const mixture::Recipe& recipe, const mixture::Providers& providers) {
    run::KnownModels models;
    for (const ProbeTarget& target : probe_targets(recipe, providers)) {
        run::KnownModel& known = models[{target.provider.name, target.model}];
        if (const wire::ListedModel* listed = book.find_listed(target.provider, target.model))
            known.context_tokens = listed->context_length;
        if (const Measured* measured = experience.of(target.provider, target.model))
            known.ratio = measured->prompt_ratio;
    }
    return models;
}

std::string write_experience(const Experience& experience) {
    Json models = Json::array();
    for (const auto& [callee, measured] : experience.models_) {
        const auto& [provider, base_url, model] = callee;
        Json calls = Json::array();
        for (const CallSample& sample : measured.samples) {
            calls.push_back({std::round(sample.first_token_ms),
                             std::round(sample.tokens_per_second * 10) / 10, std::round(sample.answer_tokens),
                             std::round(sample.prompt_tokens)});
        }
        const mixture::TokenRatio& ratio = measured.prompt_ratio;
        models.push_back(
            {{"provider", provider},
             {"base_url", base_url},
             {"model", model},
             {"prompt_tokens", {std::round(ratio.estimated_sum()), std::round(ratio.reported_sum())}},
             {"calls", std::move(calls)}});
    }
    return dump_json({{"format", experience_format}, {"models", std::move(models)}});
}

Experience read_experience(std::string_view text) {
    Experience experience;
    const std::optional<Json> json = parse_json(text);
    if (!json || find_string(*json, "format") != experience_format) return experience;
    const Json* models = find(*json, "models");
    if (models == nullptr || !models->is_array()) return experience;
    for (const Json& model : *models) {
        Measured measured = read_measured(model);
        const std::string id(find_string(model, "model"));
        if (id.empty() || measured.samples.empty()) continue;
        experience.models_.insert_or_assign(
            {std::string(find_string(model, "provider")), std::string(find_string(model, "base_url")), id},
            std::move(measured));
    }
    return experience;
}

}  // namespace moa::session
