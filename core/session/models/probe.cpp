#include "session/models/probe.hpp"

#include <array>
#include <set>
#include <utility>

#include "wire/chat.hpp"

namespace moa::session {
namespace {

struct VerdictRow {
    Verdict verdict;
    std::string_view name;
    std::string_view words;
    std::string_view sign;
};

constexpr std::array<VerdictRow, 4> rows = {{
    {Verdict::callable, "callable", "callable", "\xe2\x9c\x93"},
    {Verdict::limited, "limited", "callable, but limited now", "\xe2\x9c\x93"},
    {Verdict::not_callable, "not_callable", "not callable", "\xe2\x9c\x97"},
    {Verdict::unclear, "unclear", "unclear", "?"},
}};

const VerdictRow& row(Verdict verdict) {
    return rows[static_cast<std::size_t>(verdict)];
}

/// OpenAI's reasoning models answer 400 where one token is not enough to think with: "Could not finish the
/// message because max_tokens or model output limit was reached." So the model is there, and was called.
bool ran_into_limit(const Error& error) {
    constexpr std::string_view words = "model output limit was reached";
    return error.message.find(words) != std::string::npos ||
           error.provider_words.find(words) != std::string::npos;
}

}  // namespace

std::vector<ProbeTarget> probe_targets(const mixture::Recipe& recipe, const mixture::Providers& providers) {
    std::vector<ProbeTarget> targets;
    std::set<std::pair<std::string, std::string>> seen;
    for (const mixture::Agent& agent : mixture::callees(recipe)) {
        const mixture::Provider* provider = mixture::find_provider(providers, agent.provider);
        if (provider == nullptr || !seen.emplace(agent.provider, agent.model).second) continue;
        targets.push_back({*provider, agent.model});
    }
    return targets;
}

std::string_view to_string(Verdict verdict) {
    return row(verdict).name;
}

Verdict verdict_from_name(std::string_view name) {
    for (const VerdictRow& each : rows) {
        if (each.name == name) return each.verdict;
    }
    return Verdict::unclear;
}

std::string_view verdict_words(Verdict verdict) {
    return row(verdict).words;
}

std::string_view verdict_sign(Verdict verdict) {
    return row(verdict).sign;
}

Verdict verdict_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::rate_limited:
        case ErrorKind::overloaded:
        case ErrorKind::loading_model:
            return Verdict::limited;
        case ErrorKind::content_filter:  // the model answered, if only to refuse
            return Verdict::callable;
        case ErrorKind::invalid_input:
        case ErrorKind::invalid_request:
        case ErrorKind::missing_key:
        case ErrorKind::wrong_key:
        case ErrorKind::no_credit:
        case ErrorKind::forbidden:
        case ErrorKind::model_gone:
        case ErrorKind::too_long:
        case ErrorKind::bad_response:
        case ErrorKind::event_too_large:
            return Verdict::not_callable;
        default:
            return Verdict::unclear;
    }
}

bool wants_another_model(ErrorKind kind) {
    return kind == ErrorKind::model_gone || kind == ErrorKind::forbidden;
}

wire::HttpRequest probe_request(const ProbeTarget& target) {
    wire::ChatRequest chat;
    chat.model = target.model;
    chat.messages.push_back({"user", "Hi"});
    chat.max_tokens = 1;
    return {"POST",
            wire::join_url(target.provider.base_url, "chat/completions"),
            {{"Content-Type", "application/json"}},
            wire::encode_chat_request(chat, target.provider.dialect)};
}

bool ProbeReading::on_bytes(std::string_view bytes) {
    added_.clear();
    response_.on_bytes(bytes, added_);
    has_token_ = has_token_ || !added_.text.empty() || !added_.reasoning.empty();
    if (response_.done() && !has_token_) on_end();
    return decided();
}

void ProbeReading::on_end() {
    if (ended_) return;
    ended_ = true;
    added_.clear();
    response_.on_end(added_);
    has_token_ = has_token_ || !added_.text.empty() || !added_.reasoning.empty();
}

bool ProbeReading::answered() const {
    if (has_token_) return true;
    const std::optional<Error>& error = response_.error();
    if (!error || ran_into_limit(*error) || verdict_of(error->kind) == Verdict::callable) return true;
    // One token is little: a thinker may have spent it where nobody sees it.
    const bool counted = response_.usage() && response_.usage()->completion_tokens > 0;
    return error->kind == ErrorKind::empty_answer && (response_.finish_reason() == "length" || counted);
}

Verdict ProbeReading::verdict() const {
    return answered() ? Verdict::callable : verdict_of(response_.error()->kind);
}

std::optional<Error> ProbeReading::error() const {
    return answered() ? std::nullopt : response_.error();
}

}  // namespace moa::session
