#include "wire/model_search.hpp"

#include <doctest/doctest.h>

#include <string>

#include "random.hpp"

namespace moa::wire {
namespace {

std::vector<ListedModel> list_of(std::initializer_list<const char*> ids) {
    std::vector<ListedModel> list;
    for (const char* id : ids) {
        ListedModel model;
        model.id = id;
        list.push_back(model);
    }
    return list;
}

const std::vector<ListedModel>& together() {
    static const std::vector<ListedModel> list = list_of(
        {"meta-llama/Llama-3.3-70B-Instruct-Turbo", "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo",
         "meta-llama/Llama-4-Scout-17B-16E-Instruct", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput",
         "Qwen/Qwen3.5-9B", "Qwen/Qwen3.7-Max", "Qwen/Qwen2.5-72B-Instruct-Turbo", "openai/gpt-oss-120b",
         "openai/gpt-oss-20b", "deepseek-ai/DeepSeek-V4-Pro", "deepseek-ai/DeepSeek-V4-Flash-0731",
         "moonshotai/Kimi-K2.6", "zai-org/GLM-5.2", "google/gemma-4-31B-it", "MiniMaxAI/MiniMax-M3"});
    return list;
}

std::string nearest(std::string_view wanted, const std::vector<ListedModel>& list = together()) {
    const auto found = nearest_models(wanted, list, 1);
    return found.empty() ? "" : found[0]->id;
}

std::string found_ids(std::string_view query) {
    std::string ids;
    for (const ListedModel* model : search_models(together(), query))
        ids += (ids.empty() ? "" : " ") + model->id;
    return ids;
}

TEST_CASE("the nearest model is the one that was meant") {
    // Case, organisation, and how it is written.
    CHECK(nearest("META-LLAMA/llama-3.3-70b-instruct-turbo") == "meta-llama/Llama-3.3-70B-Instruct-Turbo");
    CHECK(nearest("llama-3.3-70b-versatile") == "meta-llama/Llama-3.3-70B-Instruct-Turbo");
    CHECK(nearest("llama3.3:70b") == "meta-llama/Llama-3.3-70B-Instruct-Turbo");
    CHECK(nearest("gpt-oss:20b") == "openai/gpt-oss-20b");
    CHECK(nearest("gpt-oss-120b") == "openai/gpt-oss-120b");
    CHECK(nearest("openai/gpt-os-120b") == "openai/gpt-oss-120b");
    CHECK(nearest("Qwen/Qwen3-235B-A22B-Instruct") == "Qwen/Qwen3-235B-A22B-Instruct-2507-tput");
    // Another version or size of the same family.
    CHECK(nearest("moonshotai/Kimi-K2.5") == "moonshotai/Kimi-K2.6");
    CHECK(nearest("zai-org/GLM-5.1") == "zai-org/GLM-5.2");
    CHECK(nearest("deepseek-ai/DeepSeek-V3.1-Pro") == "deepseek-ai/DeepSeek-V4-Pro");
    CHECK(nearest("deepseek-ai/DeepSeek-V4-Flash") == "deepseek-ai/DeepSeek-V4-Flash-0731");
    CHECK(nearest("google/gemma-3-27b-it") == "google/gemma-4-31B-it");
    CHECK(nearest("llama-3.1-8b-instant") == "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo");
    CHECK(nearest("Qwen/Qwen3.6-Max") == "Qwen/Qwen3.7-Max");
    CHECK(nearest("MiniMax-M2") == "MiniMaxAI/MiniMax-M3");
}

TEST_CASE("nothing is near to what nobody has") {
    CHECK(nearest("claude-opus-5") == "");
    CHECK(nearest("") == "");
    CHECK(nearest("///:::") == "");
    CHECK(nearest("anything", {}) == "");
}

TEST_CASE("a model that cannot be asked is not the nearest") {
    auto list = list_of({"a/model-7b", "a/model-7b-chat", "a/model-8b", "a/model-9b", "a/model-12b"});
    CHECK(nearest("model-7b", list) == "a/model-7b");
    CHECK(nearest("a/model-7b", list) == "a/model-7b-chat");  // not itself
    list[1].can_chat = CanChat::no;
    CHECK(nearest("a/model-7b", list) == "a/model-8b");
    list[2].active = false;
    CHECK(nearest("a/model-7b", list) == "a/model-9b");
    list[3].price_note = PriceNote::dedicated_only;
    CHECK(nearest("a/model-7b", list) == "a/model-12b");
    CHECK(nearest_models("a/model-7b", list, 0).empty());
    CHECK(nearest_models("a/model-7b", list, 10).size() == 1);
}

TEST_CASE("likeness is between 0 and 1, and 1 for the same id alone") {
    CHECK(model_likeness("Qwen/Qwen3", "qwen/qwen3") == 1);
    CHECK(model_likeness("", "") == 1);
    CHECK(model_likeness("a", "") < least_likeness);
    Random random(7);
    const std::string letters = "aAbB39./-:_ x\xC3";
    for (int i = 0; i < 3000; ++i) {
        std::string a;
        std::string b;
        for (std::uint64_t k = random.next() % 14; k > 0; --k)
            a += letters[random.next() % letters.size()];
        for (std::uint64_t k = random.next() % 14; k > 0; --k)
            b += letters[random.next() % letters.size()];
        const double likeness = model_likeness(a, b);
        CHECK(likeness >= 0);
        CHECK(likeness <= 1);
        CHECK(model_likeness(a, a) == 1);
    }
    CHECK(model_likeness(std::string(100'000, '1'), std::string(100'000, 'x')) >= 0);
}

TEST_CASE("search finds the models that have every word") {
    CHECK(found_ids("llama turbo") ==
          "meta-llama/Llama-3.3-70B-Instruct-Turbo meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo");
    CHECK(found_ids("  TURBO   72b ") == "Qwen/Qwen2.5-72B-Instruct-Turbo");
    CHECK(found_ids("gpt-oss") == "openai/gpt-oss-120b openai/gpt-oss-20b");
    CHECK(found_ids("nothing like it") == "");
    CHECK(search_models(together(), "").size() == together().size());
    CHECK(search_models(together(), " \t\n").size() == together().size());
    std::vector<ListedModel> named = list_of({"x/1", "x/2"});
    named[1].name = "Grand Model";
    REQUIRE(search_models(named, "grand x/").size() == 1);
    CHECK(search_models(named, "grand x/")[0] == &named[1]);
}

}  // namespace
}  // namespace moa::wire
