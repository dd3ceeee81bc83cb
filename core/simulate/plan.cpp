#include "simulate/plan.hpp"

#include <algorithm>
#include <cmath>

#include "simulate/tokens.hpp"

namespace moa::simulate {

namespace {

/// Servers send the head once the request is accepted, well before the first token.
constexpr double head_share = 0.4;
constexpr double longest_delay_ms = 86'400'000;

double sane_delay(double ms) {
    return std::isfinite(ms) ? std::clamp(ms, 0.0, longest_delay_ms) : 0.0;
}

Millis whole(double ms) {
    return static_cast<Millis>(std::llround(sane_delay(ms)));
}

/// The two delays of one model at one pace, each drawn with jitter.
class Tempo {
  public:
    Tempo(const Character& character, const Pace& pace, Random& random) : random_(random) {
        const double slower = pace.vary_by_model ? character.first_token : 1.0;
        const double faster = pace.vary_by_model ? character.speed : 1.0;
        jitter_ = std::isfinite(pace.jitter) ? std::clamp(pace.jitter, 0.0, 1.0) : 0.0;
        first_ = sane_delay(static_cast<double>(pace.first_token_ms) * slower);
        gap_ = pace.tokens_per_second > 0 ? sane_delay(1000.0 / (pace.tokens_per_second * faster)) : 0.0;
    }

    double first() { return jittered(first_); }
    double gap() { return jittered(gap_); }

  private:
    double jittered(double ms) { return ms * (1.0 + jitter_ * random_.around_zero()); }

    Random& random_;
    double jitter_ = 0;
    double first_ = 0;
    double gap_ = 0;
};

std::string_view before_stop(std::string_view text, const std::vector<std::string>& stops) {
    std::size_t end = text.size();
    for (const std::string& stop : stops) {
        if (!stop.empty()) end = std::min(end, text.find(stop));
    }
    return text.substr(0, end);
}

void append_tokens(std::string_view text, bool reasoning, std::vector<SpokenToken>& out) {
    for (const std::string_view token : split_tokens(text))
        out.push_back({0, reasoning, std::string(token)});
}

/// The script over and over, for answers of a prescribed length.
void repeat_to(std::size_t count, std::vector<SpokenToken>& tokens) {
    const std::size_t script = tokens.size();
    if (script == 0) return;
    tokens.reserve(count);
    while (tokens.size() < count)
        tokens.emplace_back(tokens[tokens.size() % script]);
    tokens.resize(count);
}

}  // namespace

ReplyPlan plan_reply(const Reply& reply, const ChatAsk& ask, const Character& character, const Pace& pace,
                     Random& random) {
    ReplyPlan plan;
    plan.finish_reason = "stop";
    for (const wire::ChatMessage& message : ask.messages) {
        // Chat templates put a few tokens around each message; four is OpenAI's rule of thumb.
        plan.prompt_tokens += static_cast<std::int64_t>(count_tokens(message.content)) + 4;
    }
    const bool exact = pace.answer_tokens > 0;
    if (!exact) append_tokens(reply.reasoning, true, plan.tokens);
    append_tokens(before_stop(reply.text, ask.stop), false, plan.tokens);
    if (exact) repeat_to(static_cast<std::size_t>(pace.answer_tokens), plan.tokens);
    if (ask.max_tokens && static_cast<std::uint64_t>(*ask.max_tokens) < plan.tokens.size()) {
        plan.tokens.resize(static_cast<std::size_t>(*ask.max_tokens));
        plan.finish_reason = "length";
    }
    plan.reasoning_tokens = std::count_if(plan.tokens.begin(), plan.tokens.end(),
                                          [](const SpokenToken& t) { return t.reasoning; });

    if (pace.context_tokens > 0)
        plan.prompt_tokens = std::min<std::int64_t>(plan.prompt_tokens, pace.context_tokens);
    Tempo tempo(character, pace, random);
    double at = tempo.first();
    if (pace.prompt_tokens_per_second > 0)
        at = sane_delay(at + static_cast<double>(plan.prompt_tokens) * 1000 / pace.prompt_tokens_per_second);
    plan.head_at = whole(at * head_share);
    for (SpokenToken& token : plan.tokens) {
        token.at = whole(at);
        at = sane_delay(at + tempo.gap());
    }
    plan.end_at = plan.tokens.empty() ? whole(at) : plan.tokens.back().at;
    return plan;
}

Millis quick_delay(const Pace& pace) {
    return whole(static_cast<double>(pace.first_token_ms) * head_share);
}

}  // namespace moa::simulate
