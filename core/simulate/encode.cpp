#include "simulate/encode.hpp"

#include <utility>

#include "json.hpp"

namespace moa::simulate {

namespace {

Json usage_of(const ReplyPlan& plan) {
    const auto completion = static_cast<std::int64_t>(plan.tokens.size());
    return Json{{"prompt_tokens", plan.prompt_tokens},
                {"completion_tokens", completion},
                {"total_tokens", plan.prompt_tokens + completion},
                {"completion_tokens_details", {{"reasoning_tokens", plan.reasoning_tokens}}}};
}

std::string event(const Json& chunk) {
    return "data: " + dump_json(chunk) + "\n\n";
}

/// Chunks of one stream.
class Chunks {
  public:
    Chunks(const Stamp& stamp, bool include_usage) : stamp_(stamp), include_usage_(include_usage) {}

    std::string delta(Json delta, Json finish_reason) const {
        Json choice{{"index", 0},
                    {"delta", std::move(delta)},
                    {"logprobs", nullptr},
                    {"finish_reason", std::move(finish_reason)}};
        Json chunk = base();
        chunk["choices"] = Json::array({std::move(choice)});
        // As OpenAI does: where usage is asked for, every chunk has the member.
        if (include_usage_) chunk["usage"] = nullptr;
        return event(chunk);
    }

    std::string usage(Json usage) const {
        Json chunk = base();
        chunk["choices"] = Json::array();
        chunk["usage"] = std::move(usage);
        return event(chunk);
    }

  private:
    Json base() const {
        return Json{{"id", stamp_.id},
                    {"object", "chat.completion.chunk"},
                    {"created", stamp_.created},
                    {"model", stamp_.model}};
    }

    const Stamp& stamp_;
    bool include_usage_;
};

TimedResponse json_response(int status, const Json& body, Millis at) {
    TimedResponse response;
    response.head_at = at;
    response.head = {status, {{"content-type", "application/json"}}};
    response.body.push_back({at, dump_json(body)});
    response.end_at = at;
    return response;
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace

TimedResponse encode_stream(const ReplyPlan& plan, const Stamp& stamp, bool include_usage) {
    const Chunks chunks(stamp, include_usage);
    TimedResponse response;
    response.head_at = plan.head_at;
    response.head = {200, {{"content-type", "text/event-stream"}, {"cache-control", "no-cache"}}};
    response.body.reserve(plan.tokens.size() + 4);
    response.body.push_back(
        {plan.head_at, chunks.delta(Json{{"role", "assistant"}, {"content", ""}}, nullptr)});
    for (const SpokenToken& token : plan.tokens) {
        Json delta = Json::object();
        delta[token.reasoning ? "reasoning" : "content"] = token.text;
        response.body.push_back({token.at, chunks.delta(std::move(delta), nullptr)});
    }
    response.body.push_back({plan.end_at, chunks.delta(Json::object(), plan.finish_reason)});
    if (include_usage) response.body.push_back({plan.end_at, chunks.usage(usage_of(plan))});
    response.body.push_back({plan.end_at, "data: [DONE]\n\n"});
    response.end_at = plan.end_at;
    return response;
}

TimedResponse encode_whole(const ReplyPlan& plan, const Stamp& stamp) {
    std::string text;
    std::string reasoning;
    for (const SpokenToken& token : plan.tokens)
        (token.reasoning ? reasoning : text) += token.text;
    Json message{{"role", "assistant"}, {"content", std::move(text)}};
    if (!reasoning.empty()) message["reasoning"] = std::move(reasoning);
    Json choice{{"index", 0},
                {"message", std::move(message)},
                {"logprobs", nullptr},
                {"finish_reason", plan.finish_reason}};
    const Json body{{"id", stamp.id},
                    {"object", "chat.completion"},
                    {"created", stamp.created},
                    {"model", stamp.model},
                    {"choices", Json::array({std::move(choice)})},
                    {"usage", usage_of(plan)}};
    return json_response(200, body, plan.end_at);
}

TimedResponse encode_refusal(const Refusal& refusal, Millis at) {
    const Json error{{"message", refusal.message},
                     {"type", "invalid_request_error"},
                     {"param", text_or_null(refusal.param)},
                     {"code", text_or_null(refusal.code)}};
    return json_response(refusal.status, Json{{"error", error}}, at);
}

TimedResponse encode_props(int slots, int context_tokens, Millis at) {
    Json body{{"total_slots", slots}};
    if (context_tokens > 0) body["default_generation_settings"] = {{"n_ctx", context_tokens}};
    return json_response(200, body, at);
}

TimedResponse encode_model_list(std::int64_t created, bool at_home, Millis at) {
    Json data = Json::array();
    for (const SimulatedModel& model : simulated_models()) {
        data.push_back(Json{{"id", model.id},
                            {"object", "model"},
                            {"created", created},
                            {"owned_by", at_home ? "llamacpp" : "simulated"},
                            {"description", model.character}});
    }
    return json_response(200, Json{{"object", "list"}, {"data", std::move(data)}}, at);
}

}  // namespace moa::simulate
