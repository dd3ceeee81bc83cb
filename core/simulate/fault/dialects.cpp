// The dialects of chat-completion chunks: where text, usage and the finish reason stand.
#include <algorithm>
#include <cstdint>

#include "simulate/fault/edit.hpp"
#include "simulate/fault/tables.hpp"

namespace moa::simulate {

namespace {

void for_finish(TimedResponse& response, const std::function<void(Json& chunk)>& edit) {
    edit_chunks(response, [&edit](Json& chunk) {
        Json& choices = chunk["choices"];
        if (!choices.empty() && !choices.front()["finish_reason"].is_null()) edit(chunk);
    });
}

std::function<void(TimedResponse&)> finish_as(Json reason) {
    return [reason](TimedResponse& response) {
        for_finish(response, [&](Json& chunk) { chunk["choices"].front()["finish_reason"] = reason; });
    };
}

/// Leaves no usage anywhere.
void drop_usage(TimedResponse& response) {
    auto& body = response.body;
    const auto is_usage = [](const TimedBytes& part) {
        const std::optional<Json> chunk = chunk_of(part);
        return chunk && (*chunk)["choices"].empty();
    };
    body.erase(std::remove_if(body.begin(), body.end(), is_usage), body.end());
    edit_chunks(response, [](Json& chunk) { chunk.erase("usage"); });
}

Json usage_of(std::int64_t completion_tokens) {
    constexpr std::int64_t prompt_tokens = 40;
    return {{"prompt_tokens", prompt_tokens},
            {"completion_tokens", completion_tokens},
            {"total_tokens", prompt_tokens + completion_tokens}};
}

/// Hands every chunk the usage so far, instead of all at the end.
void count_usage(TimedResponse& response,
                 const std::function<void(Json& chunk, const Json& usage, bool finish)>& edit) {
    drop_usage(response);
    std::int64_t tokens = 0;
    edit_chunks(response, [&](Json& chunk) {
        if (!text_of(chunk).empty()) ++tokens;
        edit(chunk, usage_of(tokens), !chunk["choices"].front()["finish_reason"].is_null());
    });
}

void finish_with_last_token(TimedResponse& response) {
    std::size_t last = first_text(response);
    for (std::size_t i = last; i < response.body.size(); ++i) {
        if (auto chunk = chunk_of(response.body[i]); chunk && !text_of(*chunk).empty()) last = i;
    }
    if (last == response.body.size()) return;
    Json chunk = *chunk_of(response.body[last]);
    drop_end(response);
    chunk["choices"].front()["finish_reason"] = "stop";
    response.body[last].bytes = event_of(chunk);
    insert(response, response.body.size(), std::string(done_event));
}

/// Only what nobody leaves out: no id, no object, no index, a finish reason where there is one.
void bare(Json& chunk) {
    Json choice = Json::object();
    if (!chunk["choices"].empty()) {
        choice["delta"] = chunk["choices"].front()["delta"];
        const Json& reason = chunk["choices"].front()["finish_reason"];
        if (!reason.is_null()) choice["finish_reason"] = reason;
    }
    Json usage = chunk.value("usage", Json());
    chunk = {{"choices", choice.empty() ? Json::array() : Json::array({choice})}};
    if (!usage.is_null()) chunk["usage"] = std::move(usage);
}

void text_as(TimedResponse& response, const std::function<Json(std::string text)>& delta_for) {
    edit_chunks(response, [&](Json& chunk) {
        std::string text = text_of(chunk);
        if (!text.empty()) *delta_of(chunk) = delta_for(std::move(text));
    });
}

std::function<void(TimedResponse&)> each_chunk(std::function<void(Json& chunk)> edit) {
    return [edit = std::move(edit)](TimedResponse& response) { edit_chunks(response, edit); };
}

std::vector<Fault> text_dialects() {
    return {
        dialect(
            "content-blocks", "Text as an array of blocks (Mistral)",
            [](TimedResponse& response) {
                text_as(response, [](std::string text) {
                    return Json{{"content", Json::array({{{"type", "text"}, {"text", std::move(text)}}})}};
                });
            }),
        dialect("refusal", "The text is in \"refusal\" (OpenAI)",
                [](TimedResponse& response) {
                    text_as(response, [](std::string text) {
                        return Json{{"content", nullptr}, {"refusal", std::move(text)}};
                    });
                }),
        dialect("legacy-text", "The text is next to the delta, as in legacy completions",
                each_chunk([](Json& chunk) {
                    const std::string text = text_of(chunk);
                    if (!text.empty()) chunk["choices"].front() = {{"index", 0}, {"text", text}};
                })),
        dialect("bare-chunks", "Chunks without id, object, index and empty finish reasons", each_chunk(bare)),
        dialect("first-chunk-empty", "A first chunk with no choices, for filter results (Azure)",
                [](TimedResponse& response) {
                    insert(response, 0,
                           event_of({{"id", ""},
                                     {"choices", Json::array()},
                                     {"prompt_filter_results", Json::array()}}));
                }),
        dialect("null-errors", "Every chunk has an error member that is null",
                each_chunk([](Json& chunk) { chunk["error"] = nullptr; })),
    };
}

std::vector<Fault> usage_dialects() {
    return {
        dialect("usage-none", "No usage at all: it must be estimated", drop_usage),
        dialect("usage-in-x-groq", "Usage in \"x_groq\" of the last chunk only (Groq)",
                [](TimedResponse& response) {
                    count_usage(response, [](Json& chunk, const Json& usage, bool finish) {
                        if (finish) chunk["x_groq"] = {{"id", "req_1"}, {"usage", usage}};
                    });
                }),
        dialect("usage-with-finish", "Usage in the chunk with the finish reason (Together)",
                [](TimedResponse& response) {
                    count_usage(response, [](Json& chunk, const Json& usage, bool finish) {
                        if (finish) chunk["usage"] = usage;
                    });
                }),
        dialect("usage-in-every-chunk", "Usage so far in every chunk (vLLM, Perplexity)",
                [](TimedResponse& response) {
                    count_usage(response,
                                [](Json& chunk, const Json& usage, bool) { chunk["usage"] = usage; });
                }),
    };
}

std::vector<Fault> finish_dialects() {
    return {
        dialect("finish-eos", "The finish reason is \"eos\" (Together)", finish_as("eos")),
        dialect("finish-upper-case", "The finish reason is \"STOP\" (Google)", finish_as("STOP")),
        dialect("finish-end-turn", "The finish reason is \"end_turn\" (Anthropic)", finish_as("end_turn")),
        dialect("finish-unknown", "An unknown finish reason, \"paused_turn\": shown as it is",
                finish_as("paused_turn")),
        dialect("finish-in-every-chunk", "The finish reason \"stop\" from the first chunk on",
                each_chunk([](Json& chunk) {
                    if (!chunk["choices"].empty()) chunk["choices"].front()["finish_reason"] = "stop";
                })),
        dialect("finish-camel-case", "The finish reason is in \"finishReason\"",
                [](TimedResponse& response) {
                    for_finish(response, [](Json& chunk) {
                        chunk["choices"].front()["finishReason"] = "stop";
                        chunk["choices"].front()["finish_reason"] = nullptr;
                    });
                }),
        dialect("finish-missing", "[DONE] without any finish reason",
                [](TimedResponse& response) {
                    drop_end(response);
                    insert(response, response.body.size(), std::string(done_event));
                }),
        dialect("finish-with-last-token", "The last token and the finish reason in one chunk (vLLM)",
                finish_with_last_token),
        dialect("no-done", "A finish reason, but no [DONE]",
                [](TimedResponse& response) {
                    if (!response.body.empty() && response.body.back().bytes == done_event)
                        response.body.pop_back();
                }),
    };
}

}  // namespace

std::vector<Fault> dialect_faults() {
    std::vector<Fault> all;
    for (auto part : {text_dialects(), usage_dialects(), finish_dialects()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace moa::simulate
