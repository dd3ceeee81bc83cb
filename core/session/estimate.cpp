#include "session/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <map>

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
    std::optional<ReadingTime> reading;  ///< nothing: first_token_ms, whatever the prompt
    double prompt_ratio = 1;
    bool measured = false;

    /// To the first token behind a prompt of these tokens.
    Spread first_token(const Spread& prompt) const {
        if (!reading) return first_token_ms;
        const auto at = [this](double tokens) { return reading->start_ms + reading->ms_per_token * tokens; };
        return {at(prompt.low) * reading->low, at(prompt.likely) * reading->likely,
                at(prompt.high) * reading->high};
    }
};

/// A server of the user's own that was not measured.
Manner own_manner() {
    Manner manner;
    manner.tokens_per_second = default_own_tokens_per_second;
    manner.reading = ReadingTime{default_own_start_ms.likely, 1000 / default_own_read_per_second.likely,
                                 default_own_read_per_second.likely / default_own_read_per_second.low, 1,
                                 default_own_read_per_second.likely / default_own_read_per_second.high};
    return manner;
}

Manner manner_of(const Experience& experience, const mixture::Provider& provider, const std::string& model) {
    Manner manner = provider.is_own() ? own_manner() : Manner{};
    const Measured* known = experience.of(provider, model);
    if (known == nullptr || known->samples.empty()) return manner;
    const auto spread = [known](double CallSample::*part, double low, double high) {
        return Spread{*known->quantile(part, low), *known->quantile(part, 0.5), *known->quantile(part, high)};
    };
    manner.answer_tokens = spread(&CallSample::answer_tokens, 0.1, 0.9);
    manner.first_token_ms = spread(&CallSample::first_token_ms, 0.1, 0.9);
    manner.tokens_per_second = spread(&CallSample::tokens_per_second, 0.9, 0.1);
    manner.prompt_ratio = known->prompt_ratio.value();
    if (provider.is_own()) {
        // Without a long prompt nothing is known of its speed; what every call takes is.
        if (const auto reading = reading_time(*known)) {
            manner.reading = reading;
        } else {
            manner.reading->start_ms = manner.first_token_ms.likely;
        }
    }
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
            values.push_back(node.ended_ms.*part);
        std::sort(values.begin(), values.end());
        return values[std::min(k, values.size()) - 1];
    };
    return {pick(&Spread::low), pick(&Spread::likely), pick(&Spread::high)};
}

/// One of the calls that a server works on at once, with the calls it makes one after the other. How far they
/// stray adds up as squares: not all of them are slow in the same run.
struct Slot {
    double likely = 0;
    double down = 0;
    double up = 0;

    Spread then(const Spread& call) {
        likely += call.likely;
        down += std::pow(call.likely - call.low, 2);
        up += std::pow(call.high - call.likely, 2);
        return {likely - std::sqrt(down), likely, likely + std::sqrt(up)};
    }
};

/// When each node of a layer ends: at once where its server takes them all, else in turn.
void queue_up(std::vector<NodeEstimate>& nodes, const mixture::Providers& providers) {
    std::map<std::string_view, std::vector<Slot>> servers;
    for (NodeEstimate& node : nodes) {
        node.ended_ms = node.total_ms;
        const mixture::Provider* provider = mixture::find_provider(providers, node.provider);
        if (provider == nullptr || provider->max_concurrent <= 0) continue;
        std::vector<Slot>& slots = servers[provider->base_url];
        slots.resize(static_cast<std::size_t>(provider->max_concurrent));
        const auto next = std::min_element(slots.begin(), slots.end(),
                                           [](const Slot& a, const Slot& b) { return a.likely < b.likely; });
        node.ended_ms = next->then(node.total_ms);
    }
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
        if (node.ended_ms.likely > time.likely) continue;
        if (latest == nullptr || node.ended_ms.likely > latest->ended_ms.likely) latest = &node;
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
            queue_up(nodes, basis_.providers);
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

    std::vector<NodeEstimate> layer_nodes(std::size_t index) {
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

    NodeEstimate node(run::NodeId id, const mixture::Layer& layer, const mixture::Agent& agent) {
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
        const int window = fit_window(out, agent, parameters);
        const std::vector<std::size_t> steps = references_per_call(parameters, id.layer, window);
        out.calls = static_cast<int>(steps.size());
        const Spread& speed = manner.tokens_per_second;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const Spread sent = prompt(agent, parameters, steps[i], i > 0, answer) * manner.prompt_ratio;
            const Spread first = manner.first_token(sent);
            out.prompt_tokens += sent;
            out.first_token_ms = out.total_ms;
            out.first_token_ms += first;
            out.total_ms += {first.low + answer.low * 1000 / speed.low,
                             first.likely + answer.likely * 1000 / speed.likely,
                             first.high + answer.high * 1000 / speed.high};
        }
        out.answer_tokens = answer * out.calls;
        if (const auto price = basis_.prices.find(agent.provider, agent.model))
            out.cost_usd = cost(*price, out);
        return out;
    }

    /// Tells what will not fit the node's context as it is. Returns the references a call that are left of
    /// it; 0 for what the recipe says.
    int fit_window(const NodeEstimate& node, const mixture::Agent& agent,
                   const mixture::Parameters& parameters) {
        const auto known = basis_.models.find({agent.provider, agent.model});
        const run::KnownModel model = known == basis_.models.end() ? run::KnownModel{} : known->second;
        mixture::FitQuestion question;
        question.context_tokens = model.context_tokens;
        if (parameters.context_tokens) question.context_tokens = *parameters.context_tokens;
        if (!question.context_tokens) return 0;
        const std::vector<std::size_t> steps = references_per_call(parameters, node.id.layer, 0);
        question.fixed_tokens = std::llround(prompt(agent, parameters, 0, false, {}).likely);
        question.reference_tokens.assign(steps.front(), std::llround(references_.tokens.likely));
        question.answer_tokens = parameters.max_tokens.value_or(0);
        question.token_ratio = model.ratio.value();
        question.measured = model.ratio.is_measured();
        question.choice = parameters.context_fit;
        const mixture::FitPlan plan = mixture::plan_fit(question);
        const std::string sentence = run::to_string(node.id) + " " + node.label + ": " + plan.sentence;
        if (plan.outcome == mixture::FitPlan::Outcome::too_long) out_.too_long.push_back(sentence);
        if (plan.outcome == mixture::FitPlan::Outcome::changed) out_.fitted.push_back(sentence);
        return plan.window;
    }

    /// How many new references each call of the node takes: one call but for a sliding window, of the recipe
    /// or, where `window` is not 0, of that size.
    std::vector<std::size_t> references_per_call(const mixture::Parameters& parameters, int layer,
                                                 int window) const {
        const std::size_t count = layer == 1 ? 0 : references_.count;
        if ((parameters.aggregation != Aggregation::window && window == 0) || count == 0) return {count};
        if (window == 0) window = parameters.window.value_or(mixture::default_window);
        std::vector<std::size_t> steps;
        for (const auto& [begin, end] : mixture::window_steps(count, window))
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
