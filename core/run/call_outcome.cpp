#include "run/call_outcome.hpp"

#include <utility>

#include "blank.hpp"

namespace moa::run {
namespace {

/// A limit of ours that was passed, rather than something that happened to the connection.
bool is_limit(ErrorKind kind) {
    return kind == ErrorKind::connect_timeout || kind == ErrorKind::first_token_timeout ||
           kind == ErrorKind::idle_timeout || kind == ErrorKind::total_timeout;
}

Error nothing_said(const wire::ChatResponse& response, const Node& node, const std::string& finish) {
    Error error =
        make_error(finish == "content_filter" ? ErrorKind::content_filter : ErrorKind::empty_answer);
    if (finish == "length") {
        error.message = "The token limit was reached before the answer started; increase max. output tokens.";
    } else if (error.kind == ErrorKind::empty_answer && !node.reasoning.empty()) {
        error.message = response.ended_in_reasoning()
                            ? "The model did not finish its reasoning, so it gave no answer."
                            : "The model sent reasoning, but no answer.";
    }
    return error;
}

}  // namespace

CallOutcome outcome_of(const InFlightCall& call, const Node& node, const CallEnd& end) {
    const wire::ChatResponse& response = call.response;
    const std::string finish =
        call.is_too_long ? std::string(finish_too_long) : std::string(response.finish_reason());
    const bool said = !is_blank(call.choices.empty() ? node.text : call.verdict);
    if (response.error() && (end.ok || response.error()->kind != ErrorKind::empty_answer))
        return {finish, response.error()};
    if (!end.ok && finish.empty()) {
        Error error = end.failure;
        if (said && !is_limit(error.kind)) {
            error.message = "The stream was interrupted in the middle of the answer: " + error.message;
            error.kind = ErrorKind::interrupted;
        }
        return {{}, std::move(error)};
    }
    if (!said) return {finish, nothing_said(response, node, finish)};
    return {finish.empty() ? "interrupted" : finish, std::nullopt};
}

Error no_choice(std::size_t choices) {
    Error error = make_error(ErrorKind::empty_answer);
    error.message = "The model selected none of the responses: its reply contains no number from 1 to " +
                    std::to_string(choices) + ".";
    return error;
}

CallCharge charge_of(const InFlightCall& call, const Node& node, const mixture::PriceList& prices) {
    CallCharge charge;
    charge.usage = call.response.usage();
    // Not counted, or as nothing, by the provider; or broken off or stopped before it could: it will charge
    // these tokens all the same.
    if (call.has_token && (!charge.usage || charge.usage->completion_tokens == 0)) {
        charge.usage =
            wire::Usage{call.prompt_tokens_estimate,
                        wire::estimate_tokens(node.text) + wire::estimate_tokens(node.reasoning), true};
    }
    if (!charge.usage) return charge;
    if (call.provider != nullptr && call.provider->dialect.cost_is_usd && call.response.cost()) {
        charge.cost_usd = call.response.cost();
    } else if (const auto price = prices.find(node.provider, node.model)) {
        charge.cost_usd = mixture::cost_usd(*price, *charge.usage);
    }
    return charge;
}

}  // namespace moa::run
