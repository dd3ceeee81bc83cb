// A run under test: a recipe in one line, provider bytes by hand, virtual time, no transport.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json.hpp"
#include "run/run.hpp"

namespace moa::test {

inline mixture::Agent agent(std::string model) {
    mixture::Agent agent;
    agent.provider = "local";
    agent.model = std::move(model);
    return agent;
}

/// Layers of models: {{"a", "b"}, {"final"}}.
inline mixture::Recipe recipe(const std::vector<std::vector<std::string>>& layers) {
    mixture::Recipe recipe;
    recipe.name = "under test";
    recipe.defaults.temperature = 0.7;
    recipe.defaults.max_tokens = 100;
    recipe.defaults.limits.retries = 0;  // one attempt; tests of repetition set their own
    for (const auto& models : layers) {
        mixture::Layer layer;
        for (const std::string& model : models)
            layer.agents.push_back(agent(model));
        recipe.layers.push_back(std::move(layer));
    }
    return recipe;
}

/// Whose calls are repeated so often.
inline mixture::Recipe patient(int retries, const std::vector<std::vector<std::string>>& layers = {{"a"}}) {
    mixture::Recipe recipe = test::recipe(layers);
    recipe.defaults.limits.retries = retries;
    return recipe;
}

inline mixture::Providers local_provider(int max_concurrent = 0,
                                         std::string_view base_url = "http://127.0.0.1:1/v1") {
    mixture::Provider provider;
    provider.name = "local";
    provider.label = "Local";
    provider.base_url = base_url;
    provider.max_concurrent = max_concurrent;
    return {provider};
}

/// A provider that is none of the user's own.
inline run::RunSpec hosted(mixture::Recipe recipe) {
    return {std::move(recipe), {{"user", "What is it?"}}, local_provider(0, "https://models.example/v1"), 1};
}

inline std::string text_event(std::string_view text) {
    return "data: " + dump_json(Json{{"choices", {{{"index", 0}, {"delta", {{"content", text}}}}}}}) + "\n\n";
}

inline std::string reasoning_event(std::string_view text) {
    return "data: " + dump_json(Json{{"choices", {{{"index", 0}, {"delta", {{"reasoning", text}}}}}}}) +
           "\n\n";
}

inline std::string finish_event(std::string_view reason) {
    return "data: " +
           dump_json(
               Json{{"choices", {{{"index", 0}, {"delta", Json::object()}, {"finish_reason", reason}}}}}) +
           "\n\n";
}

inline std::string usage_event(int prompt, int completion) {
    return "data: " +
           dump_json(Json{{"choices", Json::array()},
                          {"usage", {{"prompt_tokens", prompt}, {"completion_tokens", completion}}}}) +
           "\n\n";
}

inline const std::string done_event = "data: [DONE]\n\n";

/// Collects the run's effects, and plays the provider.
class Bench {
  public:
    explicit Bench(mixture::Recipe recipe, run::RunObserver* observer = nullptr,
                   std::vector<wire::ChatMessage> messages = {{"user", "What is it?"}})
        : Bench(run::RunSpec{std::move(recipe), std::move(messages), local_provider(), 1}, observer) {}
    explicit Bench(run::RunSpec spec, run::RunObserver* observer = nullptr)
        : run(std::move(spec), observer) {}

    void take(run::Effects effects) {
        for (const run::CallId id : effects.cancel)
            cancelled.push_back(id);
        for (run::CallRequest& call : effects.start)
            calls.push_back(std::move(call));
    }
    void start() { take(run.start(now)); }
    void stop() { take(run.stop(now)); }
    void tick() { take(run.on_tick(now)); }
    void connected(std::string_view node) { take(run.on_connected(id_of(node), now)); }
    void head(std::string_view node, int status = 200, wire::Headers headers = {}) {
        headers.emplace_back("content-type", status == 200 ? "text/event-stream" : "application/json");
        take(run.on_head(id_of(node), {status, std::move(headers)}, now));
    }
    void bytes(std::string_view node, std::string_view bytes) { take(run.on_bytes(id_of(node), bytes, now)); }
    void end(std::string_view node) { take(run.on_end(id_of(node), {}, now)); }
    void fail(std::string_view node, ErrorKind kind = ErrorKind::network) {
        take(run.on_end(id_of(node), {false, make_error(kind)}, now));
    }
    /// A whole good answer.
    void answer(std::string_view node, std::string_view text) {
        finish(node, text_event(text) + finish_event("stop") + done_event);
    }
    /// A whole response of these bytes. What follows from it may be another call of the node.
    void finish(std::string_view node, std::string_view body) {
        const run::CallId id = id_of(node);
        head(node);
        take(run.on_bytes(id, body, now));
        take(run.on_end(id, {}, now));
    }
    /// An HTTP error response.
    void refuse(std::string_view node, int status, std::string_view body = "{}", wire::Headers headers = {}) {
        head(node, status, std::move(headers));
        bytes(node, body);
        end(node);
    }

    void rerun(std::string_view node) { take(run.rerun(*run::parse_node_id(node), now)); }
    /// Lets the time pass to the next wake-up.
    void wake() {
        if (run.next_wake() == no_time) return;
        now = std::max(now, run.next_wake());
        tick();
    }
    std::size_t calls_of(std::string_view node) const {
        return static_cast<std::size_t>(
            std::count_if(calls.begin(), calls.end(),
                          [&](const run::CallRequest& call) { return to_string(call.node) == node; }));
    }

    const run::CallRequest& call_of(std::string_view node) const {
        for (auto call = calls.rbegin(); call != calls.rend(); ++call) {
            if (to_string(call->node) == node) return *call;
        }
        static const run::CallRequest none;
        return none;
    }
    run::CallId id_of(std::string_view node) const { return call_of(node).id; }
    const run::Node& node(std::string_view id) const { return *run.state().find(*run::parse_node_id(id)); }
    Json body_of(std::string_view node) const {
        return parse_json(call_of(node).request.body).value_or(Json::object());
    }

    Millis now = 1000;
    std::vector<run::CallRequest> calls;
    std::vector<run::CallId> cancelled;
    run::Run run;
};

}  // namespace moa::test
