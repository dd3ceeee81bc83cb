#include "simulate/provider.hpp"

#include <array>
#include <utility>

#include "random.hpp"
#include "simulate/character.hpp"
#include "simulate/chat_ask.hpp"
#include "simulate/encode.hpp"
#include "simulate/plan.hpp"
#include "simulate/reply.hpp"

namespace moa::simulate {

namespace {

std::string_view path_of(std::string_view url) {
    return url.substr(0, url.find_first_of("?#"));
}

std::string_view without_variant(std::string_view model) {
    return model.substr(0, model.find(':'));
}

/// A moment that stands for the seed, within the year that begins on 2026-01-01.
std::int64_t created_at(const Pace& pace) {
    constexpr std::int64_t start_of_2026 = 1'767'225'600;
    constexpr std::uint64_t seconds_a_year = 31'536'000;
    return start_of_2026 + static_cast<std::int64_t>(pace.seed % seconds_a_year);
}

std::string hexadecimal(std::uint64_t number) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4)
        text += digits[(number >> static_cast<unsigned>(shift)) & 0xFU];
    return text;
}

Refusal wrong_method(std::string_view allowed) {
    return {405, "This path accepts " + std::string(allowed) + " requests only.", "", "method_not_allowed"};
}

TimedResponse respond_to_chat(std::string_view body, const Pace& pace, std::uint64_t nonce, bool any_model) {
    const auto read = read_chat_ask(body);
    if (const auto* refusal = std::get_if<Refusal>(&read)) return encode_refusal(*refusal, quick_delay(pace));
    const ChatAsk& ask = *std::get_if<ChatAsk>(&read);
    const Character* character = find_character(without_variant(ask.model));
    if (character == nullptr && any_model) character = &stand_in(ask.model);
    if (character == nullptr) {
        return encode_refusal(
            {404, "The model '" + ask.model + "' does not exist.", "model", "model_not_found"},
            quick_delay(pace));
    }
    // Seed, nonce and model each move the generator, so that calls of one layer do not beat in time.
    Random random(Random(pace.seed).next() ^ Random(~nonce).next() ^ stable_hash(ask.model));
    const Stamp stamp{"chatcmpl-" + hexadecimal(random.next()), created_at(pace), ask.model};
    const Reply reply = compose_reply(*character, ask.messages);
    const ReplyPlan plan = plan_reply(reply, ask, *character, pace, random);
    return ask.stream ? encode_stream(plan, stamp, ask.include_usage) : encode_whole(plan, stamp);
}

}  // namespace

const std::vector<SimulatedModel>& simulated_models() {
    static const std::vector<SimulatedModel> models = [] {
        std::vector<SimulatedModel> list;
        for (const Character& character : characters())
            list.push_back({character.id, character.description});
        return list;
    }();
    return models;
}

TimedResponse respond(const wire::HttpRequest& request, const Pace& pace, std::uint64_t nonce,
                      bool any_model) {
    const std::string_view path = path_of(request.url);
    if (path.ends_with("/chat/completions")) {
        if (request.method != "POST") return encode_refusal(wrong_method("POST"), quick_delay(pace));
        return respond_to_chat(request.body, pace, nonce, any_model);
    }
    if (path.ends_with("/models")) {
        if (request.method != "GET") return encode_refusal(wrong_method("GET"), quick_delay(pace));
        return encode_model_list(created_at(pace), pace.slots > 0, quick_delay(pace));
    }
    if (pace.slots > 0 && path == "/props" && request.method == "GET")
        return encode_props(pace.slots, pace.context_tokens, quick_delay(pace));
    return encode_refusal(
        {404, "Unknown path; this server has /chat/completions and /models.", "", "unknown_url"},
        quick_delay(pace));
}

}  // namespace moa::simulate
