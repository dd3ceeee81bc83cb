// What a model server of one's own says of itself beside its list: how many calls it works on at once, and
// the context that it has loaded each model with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/model_list.hpp"

namespace moa::wire {

/// What to ask such a server for. Paths are below its root, not below the base URL.
enum class ServerQuestion {
    llama_props,      ///< llama.cpp: GET /props
    ollama_loaded,    ///< Ollama: GET /api/ps, the models in memory
    ollama_model,     ///< Ollama: POST /api/show, one model
    lmstudio_models,  ///< LM Studio: GET /api/v0/models
};

/// "/props", "/api/show", ...
std::string_view path_of(ServerQuestion question);

/// What is to be asked of the server that sent this list, by whom it names as the models' owner; empty where
/// it is none of those above.
std::vector<ServerQuestion> questions_for(const std::vector<ListedModel>& list);

/// How many calls the server that sent this list takes at once, by whom it names as the models' owner: vLLM
/// and its kin batch them, a gateway passes them on. 0: not to be told.
int calls_by_owner(const std::vector<ListedModel>& list);

/// What was learned of one model. Tokens of prompt and answer together.
struct ModelFacts {
    std::string id;  ///< empty: of every model of the server
    std::optional<std::int64_t> context;
};

struct ServerFacts {
    int calls_at_once = 0;  ///< 0: not said
    std::vector<ModelFacts> models;
};

/// Reads the answer to a question, `model` being the one that was asked about. What it does not say, and what
/// cannot be read, is not there.
ServerFacts read_server_facts(ServerQuestion question, std::string_view model, std::string_view body);

}  // namespace moa::wire
