// Where reasoning stands, and how models mark it in the answer's text.
#include <string>
#include <vector>

#include "simulate/fault/edit.hpp"
#include "simulate/fault/tables.hpp"

namespace moa::simulate {

namespace {

/// The places of the parts with thoughts; puts some in front of the answer where there are none.
std::vector<std::size_t> think(TimedResponse& response) {
    const auto places = [&response] {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < response.body.size(); ++i) {
            std::optional<Json> chunk = chunk_of(response.body[i]);
            const Json* delta = chunk ? delta_of(*chunk) : nullptr;
            if (delta != nullptr && delta->contains("reasoning")) found.push_back(i);
        }
        return found;
    };
    const std::size_t answer = first_text(response);
    if (answer == response.body.size() || !places().empty()) return places();
    for (const char* words : {" think about it.", " Let me", "Is it so?"}) {
        Json thought = *chunk_of(response.body[answer]);
        *delta_of(thought) = {{"reasoning", words}};
        insert(response, answer, event_of(thought));
    }
    return places();
}

/// Rewrites the delta of every thought: from {"reasoning": words} to another dialect.
void think_as(TimedResponse& response,
              const std::function<void(Json& delta, const std::string& words, bool first, bool last)>& edit) {
    const std::vector<std::size_t> places = think(response);
    for (const std::size_t place : places) {
        Json chunk = *chunk_of(response.body[place]);
        Json& delta = *delta_of(chunk);
        edit(delta, delta["reasoning"].get<std::string>(), place == places.front(), place == places.back());
        response.body[place].bytes = event_of(chunk);
    }
}

/// Raw reasoning models write their thoughts into the content, between marks.
void think_between(TimedResponse& response, const std::string& open, const std::string& close) {
    think_as(response, [&](Json& delta, const std::string& words, bool first, bool last) {
        delta = {{"content", (first ? open : "") + words + (last ? close : "")}};
    });
}

void think_in_tags(TimedResponse& response) {
    think_between(response, "<think>\n", "\n</think>\n\n");
}

/// The tags come in pieces, as tokens cut them.
void think_in_cut_tags(TimedResponse& response) {
    think_in_tags(response);
    edit_chunks(response, [](Json& chunk) {
        const std::string text = text_of(chunk);
        if (text.starts_with("<think>")) (*delta_of(chunk))["content"] = text.substr(3);
        if (const auto close = text.find("</think>"); close != std::string::npos)
            (*delta_of(chunk))["content"] = text.substr(0, close + 4);
    });
    Json piece = *chunk_of(response.body[first_text(response)]);
    for (std::size_t i = 0; i < response.body.size(); ++i) {
        std::optional<Json> chunk = chunk_of(response.body[i]);
        if (!chunk || !text_of(*chunk).ends_with("</th")) continue;
        (*delta_of(piece))["content"] = "ink>\n\n";
        insert(response, i + 1, event_of(piece));
    }
    (*delta_of(piece))["content"] = "<th";
    insert(response, first_text(response), event_of(piece));
}

void rename_reasoning(TimedResponse& response, const char* name) {
    think_as(response, [name](Json& delta, const std::string& words, bool, bool) {
        delta = {{name, words}};
    });
}

Json detail_of(const std::string& words) {
    return Json::array({{{"type", "reasoning.text"}, {"text", words}}});
}

}  // namespace

std::vector<Fault> thought_faults() {
    return {
        dialect("reasoning", "Reasoning in \"reasoning\" (Groq, Together, Ollama)",
                [](TimedResponse& response) { rename_reasoning(response, "reasoning"); }),
        dialect("reasoning-content", "Reasoning in \"reasoning_content\" (DeepSeek)",
                [](TimedResponse& response) { rename_reasoning(response, "reasoning_content"); }),
        dialect("reasoning-details", "Reasoning in \"reasoning_details\" only (OpenRouter)",
                [](TimedResponse& response) {
                    think_as(response, [](Json& delta, const std::string& words, bool, bool) {
                        delta = {{"reasoning_details", detail_of(words)}};
                    });
                }),
        dialect("reasoning-doubled",
                "The same reasoning in \"reasoning\" and \"reasoning_details\" (OpenRouter)",
                [](TimedResponse& response) {
                    think_as(response, [](Json& delta, const std::string& words, bool, bool) {
                        delta = {{"reasoning", words}, {"reasoning_details", detail_of(words)}};
                    });
                }),
        dialect("reasoning-two-names", "The same reasoning in \"reasoning_content\" and \"reasoning\"",
                [](TimedResponse& response) {
                    think_as(response, [](Json& delta, const std::string& words, bool, bool) {
                        delta = {{"reasoning_content", words}, {"reasoning", words}};
                    });
                }),
        dialect("thinking-blocks", "Reasoning as thinking blocks of the content (Mistral)",
                [](TimedResponse& response) {
                    think_as(response, [](Json& delta, const std::string& words, bool, bool) {
                        const Json inner = Json::array({{{"type", "text"}, {"text", words}}});
                        delta = {{"content", Json::array({{{"type", "thinking"}, {"thinking", inner}}})}};
                    });
                }),
        dialect("think-tags", "Reasoning at the start of the content, between <think> and </think>",
                think_in_tags),
        dialect("think-tags-cut", "The same, with each tag cut in two", think_in_cut_tags),
        dialect("think-end-only", "The same, with the end tag only: the prompt template already opened it",
                [](TimedResponse& response) { think_between(response, "", "\n</think>\n\n"); }),
        dialect("think-brackets", "Reasoning between [THINK] and [/THINK] (Magistral)",
                [](TimedResponse& response) { think_between(response, "[THINK]", "[/THINK]"); }),
        dialect("channels", "Reasoning and answer in channels (gpt-oss without a parser)",
                [](TimedResponse& response) {
                    think_between(response, "<|channel|>analysis<|message|>",
                                  "<|end|><|start|>assistant<|channel|>final<|message|>");
                }),
    };
}

}  // namespace moa::simulate
