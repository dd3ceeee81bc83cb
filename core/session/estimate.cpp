#include "session/estimate.hpp"

#include <algorithm>
#include <cmath>

#include "mixture/prompt.hpp"

namespace moa::session {

namespace {

using mixture::Aggregation;

/// A number and a line end; models that rank are told to reply with no more.
constexpr Spread ranking_tokens = {2, 3, 10};

/// What one model is like, measured or by default.
struct Manner {
    Spread answer_tokens = default_answer_tokens;
    Spread first_token_ms = default_first_token_ms;
    Spread tokens_per_second = default_tokens_per_second;
    double prompt_ratio = 1;
    bool measured = false;
};

Manner manner_of(const Experience& experience, const mixture::Provider& provider, const std::string& model) {
    Manner manner;
    const Measured* known = experience.of(provider, model);
    if (known == nullptr || known->samples.empty()) return manner;
    const auto spread = [known](double CallSample::*part, double low, double high) {
        return Spread{*known->quantile(part, low), *known->quantile(part, 0.5), *known->quantile(part, high)};
    };
    manner.answer_tokens = spread(&CallSample::answer_tokens, 0.1, 0.9);
    manner.first_token_ms = spread(&CallSample::first_token_ms, 0.1, 0.9);
    manner.tokens_per_second = spread(&CallSample::tokens_per_second, 0.9, 0.1);
    manner.prompt_ratio = known->prompt_ratio.value();
    manner.measured = true;
    return manner;
}

Spread at_most(const Spread& spread, double limit) {
    return {std::min(spread.low, limit), std::min(spread.likely, limit), std::min(spread.high, limit)};
}

std::int64_t tokens_of(const std::vector<wire::ChatMessage>& messages) {
    std::int64_t tokens = 0;
    for (const wire::ChatMessage& message : messages)
        tokens += wire::estimate_tokens(message.content);
    return tokens;
}

/// The k-th smallest of each figure, k from 1.
Spread kth(const std::vector<NodeEstimate>& nodes, std::size_t k) {
    const auto pick = [&nodes, k](double Spread::*part) {
        std::vector<double> values;
        values.reserve(nodes.size());
        for (const NodeEstimate& node : nodes)
            values.push_back(node.total_ms.*part);
        std::sort(values.begin(), values.end());
        return values[std::min(k, values.size()) - 1];
    };
    return {pick(&Spread::low), pick(&Spread::likely), pick(&Spread::high)};
}

/// How long a layer lasts, given its nodes.
Spread layer_time(const std::vector<NodeEstimate>& nodes, const mixture::Wait& wait) {
    const Spread all = kth(nodes, nodes.size());
    Spread time = all;
    if (wait.count) {
        time = kth(nodes, static_cast<std::size_t>(*wait.count));
        const auto grace = static_cast<double>(wait.grace_ms.value_or(0));
        time = {std::min(all.low, time.low + grace), std::min(all.likely, time.likely + grace),
                std::min(all.high, time.high + grace)};
    }
    return wait.deadline_ms ? at_most(time, static_cast<double>(*wait.deadline_ms)) : time;
}

/// Marks the node that holds its layer up.
void mark_critical(std::vector<NodeEstimate>& nodes, const Spread& time) {
    NodeEstimate* latest = nullptr;
    for (NodeEstimate& node : nodes) {
        if (node.total_ms.likely > time.likely) continue;
        if (latest == nullptr || node.total_ms.likely > latest->total_ms.likely) latest = &node;
    }
    if (latest != nullptr) latest->critical = true;
}

/// References whose answers are used, at most as many as the layer waits for.
struct References {
    std::size_t count = 0;
    Spread tokens;  ///< of one of them, on average
};

class Estimator {
  public:
    explicit Estimator(const EstimateBasis& basis) : basis_(basis) {}

    RunEstimate run() {
        const auto& layers = basis_.recipe.layers;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            std::vector<NodeEstimate> nodes = layer_nodes(i);
            const bool last = i + 1 == layers.size();
            const Spread time = layer_time(nodes, last ? mixture::Wait{} : layers[i].wait);
            mark_critical(nodes, time);
            if (last) out_.first_token_ms += nodes.front().first_token_ms;
            add_time(time, last, may_be_left_out(i));
            add_nodes(nodes, may_be_left_out(i));
            references_ = references_of(nodes, layers[i].wait);
        }
        return std::move(out_);
    }

  private:
    /// Whether an early exit may come before this layer.
    bool may_be_left_out(std::size_t layer) const {
        const auto& exit = basis_.recipe.early_exit;
        return exit && layer + 1 < basis_.recipe.layers.size() &&
               layer >= static_cast<std::size_t>(exit->min_layers);
    }

    std::vector<NodeEstimate> layer_nodes(std::size_t index) const {
        const mixture::Layer& layer = basis_.recipe.layers[index];
        std::vector<NodeEstimate> nodes;
        int place = 0;
        for (const mixture::Agent& agent : layer.agents) {
            for (int i = 0; i < agent.repeat; ++i) {
                ++place;
                if (!agent.muted) nodes.push_back(node({static_cast<int>(index) + 1, place}, layer, agent));
            }
        }
        return nodes;
    }

    NodeEstimate node(run::NodeId id, const mixture::Layer& layer, const mixture::Agent& agent) const {
        const mixture::Parameters parameters = mixture::effective_parameters(basis_.recipe, layer, agent);
        NodeEstimate out;
        out.id = id;
        out.provider = agent.provider;
        out.model = agent.model;
        out.label = mixture::display_name(agent);
        const mixture::Provider* provider = mixture::find_provider(basis_.providers, agent.provider);
        const Manner manner =
            provider == nullptr ? Manner{} : manner_of(basis_.experience, *provider, agent.model);
        out.measured = manner.measured;

        const bool ranks = parameters.aggregation == Aggregation::rank && id.layer > 1;
        Spread answer = ranks && !manner.measured ? ranking_tokens : manner.answer_tokens;
        if (parameters.max_tokens) answer = at_most(answer, *parameters.max_tokens);
        const std::vector<std::size_t> steps = references_per_call(parameters, id.layer);
        out.calls = static_cast<int>(steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i)
            out.prompt_tokens += prompt(agent, parameters, steps[i], i > 0, answer) * manner.prompt_ratio;
        out.answer_tokens = answer * out.calls;

        const Spread& speed = manner.tokens_per_second;
        const Spread call = {manner.first_token_ms.low + answer.low * 1000 / speed.low,
                             manner.first_token_ms.likely + answer.likely * 1000 / speed.likely,
                             manner.first_token_ms.high + answer.high * 1000 / speed.high};
        out.first_token_ms = call * (out.calls - 1);
        out.first_token_ms += manner.first_token_ms;
        out.total_ms = call * out.calls;
        if (const auto price = basis_.prices.find(agent.provider, agent.model))
            out.cost_usd = cost(*price, out);
        return out;
    }

    /// How many new references each call of the node takes: one call but for a sliding window.
    std::vector<std::size_t> references_per_call(const mixture::Parameters& parameters, int layer) const {
        const std::size_t count = layer == 1 ? 0 : references_.count;
        if (parameters.aggregation != Aggregation::window || count == 0) return {count};
        std::vector<std::size_t> steps;
        for (const auto& [begin, end] :
             mixture::window_steps(count, parameters.window.value_or(mixture::default_window)))
            steps.push_back(end - begin);
        return steps;
    }

    /// Estimated tokens of one call's prompt. `carried`: an own result so far is among the references.
    Spread prompt(const mixture::Agent& agent, const mixture::Parameters& parameters, std::size_t references,
                  bool carried, const Spread& answer) const {
        const std::vector<std::string_view> empty(references + (carried ? 1 : 0));
        const auto fixed =
            static_cast<double>(tokens_of(mixture::node_messages(agent, parameters, basis_.messages, empty)));
        Spread tokens = references_.tokens * static_cast<double>(references);
        if (carried) tokens += answer;
        tokens += {fixed, fixed, fixed};
        return tokens;
    }

    static Spread cost(const mixture::Price& price, const NodeEstimate& node) {
        const auto of = [&](double Spread::*part) {
            const wire::Usage usage{std::llround(node.prompt_tokens.*part),
                                    std::llround(node.answer_tokens.*part), true};
            return mixture::cost_usd(price, usage);
        };
        return {of(&Spread::low), of(&Spread::likely), of(&Spread::high)};
    }

    static References references_of(const std::vector<NodeEstimate>& nodes, const mixture::Wait& wait) {
        References references;
        references.count = nodes.size();
        if (wait.count && !wait.grace_ms)
            references.count = std::min(references.count, static_cast<std::size_t>(*wait.count));
        for (const NodeEstimate& node : nodes)
            references.tokens +=
                node.answer_tokens * (1.0 / (node.calls * static_cast<double>(nodes.size())));
        return references;
    }

    void add_time(Spread time, bool last, bool may_be_left) {
        if (may_be_left) time.low = 0;
        out_.total_ms += time;
        if (!last) out_.first_token_ms += time;
    }

    void add_nodes(std::vector<NodeEstimate>& nodes, bool may_be_left) {
        const auto counted = [may_be_left](Spread spread) {
            if (may_be_left) spread.low = 0;
            return spread;
        };
        for (NodeEstimate& node : nodes) {
            out_.prompt_tokens += counted(node.prompt_tokens);
            out_.answer_tokens += counted(node.answer_tokens);
            if (node.cost_usd) {
                out_.cost_usd += counted(*node.cost_usd);
            } else if (std::find(out_.unpriced.begin(), out_.unpriced.end(), node.model) ==
                       out_.unpriced.end()) {
                out_.unpriced.push_back(node.model);
            }
            out_.nodes.push_back(std::move(node));
        }
    }

    const EstimateBasis& basis_;
    References references_;
    RunEstimate out_;
};

}  // namespace

Spread& Spread::operator+=(const Spread& other) {
    low += other.low;
    likely += other.likely;
    high += other.high;
    return *this;
}

Spread Spread::operator*(double factor) const {
    return {low * factor, likely * factor, high * factor};
}

RunEstimate estimate_run(const EstimateBasis& basis) {
    return Estimator(basis).run();
}

}  // namespace moa::session
