#include "wire/server_facts.hpp"

#include <doctest/doctest.h>

using namespace moa;
using wire::ServerQuestion;

namespace {

std::vector<wire::ListedModel> list_of(std::string_view body) {
    return wire::decode_model_list(200, body, wire::PriceUnit::none).value();
}

std::vector<wire::ListedModel> owned_by(const std::string& owner) {
    return list_of(R"({"data":[{"id":"m","owned_by":")" + owner + R"("}]})");
}

}  // namespace

TEST_CASE("servers at home are known by whom they name as the owner of their models") {
    CHECK(wire::questions_for(owned_by("llamacpp")) == std::vector{ServerQuestion::llama_props});
    CHECK(wire::questions_for(owned_by("library")) ==
          std::vector{ServerQuestion::ollama_model, ServerQuestion::ollama_loaded});
    CHECK(wire::questions_for(owned_by("organization_owner")) ==
          std::vector{ServerQuestion::lmstudio_models});
    CHECK(wire::questions_for(owned_by("me")).empty());
    CHECK(wire::questions_for({}).empty());
    CHECK(wire::calls_by_owner(owned_by("vllm")) > 100);
    CHECK(wire::calls_by_owner(owned_by("llamacpp")) == 0);
}

TEST_CASE("llama.cpp says its slots and the context of each") {
    const auto facts = wire::read_server_facts(
        ServerQuestion::llama_props, "",
        R"({"default_generation_settings":{"id":0,"n_ctx":4096,"params":{}},"total_slots":4,"model_path":"x"})");
    CHECK(facts.calls_at_once == 4);
    REQUIRE(facts.models.size() == 1);
    CHECK(facts.models[0].id.empty());
    CHECK(facts.models[0].context == 4096);
}

TEST_CASE("Ollama says the context of what is loaded, and what a model file asks for") {
    const auto loaded = wire::read_server_facts(
        ServerQuestion::ollama_loaded, "",
        R"({"models":[{"name":"qwen3:8b","model":"qwen3:8b","size":1,"context_length":4096},{"name":"old"}]})");
    REQUIRE(loaded.models.size() == 1);
    CHECK(loaded.models[0].id == "qwen3:8b");
    CHECK(loaded.models[0].context == 4096);
    const auto shown = wire::read_server_facts(
        ServerQuestion::ollama_model, "qwen3:8b",
        R"({"parameters":"stop    \"<|im_end|>\"\nnum_ctx                        8192\ntop_k 20","model_info":{"qwen3.context_length":40960}})");
    REQUIRE(shown.models.size() == 1);
    CHECK(shown.models[0].id == "qwen3:8b");
    CHECK(shown.models[0].context == 8192);
    // What the model was trained with is not what is loaded.
    CHECK(wire::read_server_facts(ServerQuestion::ollama_model, "m",
                                  R"({"model_info":{"qwen3.context_length":40960}})")
              .models.empty());
}

TEST_CASE("LM Studio says with what it has loaded a model") {
    const auto facts = wire::read_server_facts(
        ServerQuestion::lmstudio_models, "",
        R"({"data":[{"id":"a","state":"loaded","max_context_length":131072,"loaded_context_length":8192},{"id":"b","state":"not-loaded","max_context_length":32768}]})");
    REQUIRE(facts.models.size() == 1);
    CHECK(facts.models[0].id == "a");
    CHECK(facts.models[0].context == 8192);
}

TEST_CASE("what cannot be read says nothing") {
    for (const char* body : {"", "[]", "null", "{", R"({"total_slots":"many"})", R"({"total_slots":-1})",
                             R"({"parameters":"num_ctx lots\nnum_ctx"})", R"({"models":{"a":1}})",
                             R"({"default_generation_settings":7})"}) {
        for (const auto question : {ServerQuestion::llama_props, ServerQuestion::ollama_loaded,
                                    ServerQuestion::ollama_model, ServerQuestion::lmstudio_models}) {
            const auto facts = wire::read_server_facts(question, "m", body);
            CHECK(facts.calls_at_once == 0);
            CHECK(facts.models.empty());
        }
    }
}

TEST_CASE("what a model was trained with is no limit") {
    const auto list = list_of(
        R"({"data":[{"id":"m","owned_by":"llamacpp","meta":{"n_ctx_train":4096}},{"id":"n","meta":{"n_ctx":512,"n_ctx_train":4096}}]})");
    CHECK_FALSE(list[0].context_length);
    CHECK(list[0].trained_context == 4096);
    CHECK(list[1].context_length == 512);
}
