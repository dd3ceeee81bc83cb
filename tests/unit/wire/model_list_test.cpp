#include "wire/model_list.hpp"

#include <doctest/doctest.h>

#include <string>
#include <unordered_set>

#include "random.hpp"
#include "wire/utf8.hpp"

namespace moa::wire {
namespace {

std::vector<ListedModel> read_models(std::string_view body, PriceUnit unit = PriceUnit::none) {
    const auto models = decode_model_list(200, body, unit);
    REQUIRE(models.ok());
    return models.value();
}

Error refused(int status, std::string_view body, PriceUnit unit = PriceUnit::none) {
    const auto models = decode_model_list(status, body, unit);
    REQUIRE_FALSE(models.ok());
    return models.error();
}

PriceNote note_of(std::string_view pricing, PriceUnit unit) {
    return read_models(R"([{"id":"m","pricing":)" + std::string(pricing) + "}]", unit).at(0).price_note;
}

TEST_CASE("Together's list: a bare array, prices per million as numbers") {
    const auto models = read_models(R"([
        {"id":"meta-llama/Llama-3.3-70B-Instruct-Turbo","object":"model","created":0,"type":"chat","running":false,
         "display_name":"Llama 3.3 70B Instruct Turbo","organization":"Meta","context_length":131072,
         "pricing":{"hourly":0,"input":0.88,"output":0.88,"base":0,"finetune":0}},
        {"id":"Qwen/Qwen3-8B-Dedicated","type":"chat","context_length":40960,
         "pricing":{"hourly":0,"input":0,"output":0,"base":0,"finetune":0}},
        {"id":"BAAI/bge-large","type":"embedding","context_length":512,"pricing":{"input":0.02,"output":0}},
        {"id":"old/base-7b","type":"language","pricing":null}])",
                                    PriceUnit::usd_per_million);
    REQUIRE(models.size() == 4);
    CHECK(models[0].id == "meta-llama/Llama-3.3-70B-Instruct-Turbo");
    CHECK(models[0].name == "Llama 3.3 70B Instruct Turbo");
    CHECK(models[0].type == "chat");
    CHECK(models[0].can_chat == CanChat::yes);
    CHECK(models[0].active);
    CHECK(models[0].context_length == 131072);
    CHECK(models[0].price == Price{0.88, 0.88});
    CHECK(models[0].price_note == PriceNote::priced);
    CHECK(models[1].price_note == PriceNote::dedicated_only);
    CHECK_FALSE(models[1].price.has_value());
    CHECK(models[2].can_chat == CanChat::no);
    CHECK(models[3].can_chat == CanChat::unknown);
    CHECK(models[3].price_note == PriceNote::unpriced);
    CHECK_FALSE(models[3].context_length.has_value());
}

TEST_CASE("Groq's list: data, an active flag, no prices") {
    const auto models = read_models(R"({"object":"list","data":[
        {"id":"openai/gpt-oss-120b","object":"model","created":1754408224,"owned_by":"OpenAI","active":true,
         "context_window":131072,"public_apps":null,"max_completion_tokens":65536},
        {"id":"llama-3.1-8b-instant","active":false,"context_window":131072,"max_completion_tokens":131072},
        {"id":"whisper-large-v3-turbo","active":true,"context_window":448,"max_completion_tokens":448}]})");
    REQUIRE(models.size() == 3);
    CHECK(models[0].context_length == 131072);
    CHECK(models[0].max_completion_tokens == 65536);
    CHECK(models[0].active);
    CHECK(models[0].can_chat == CanChat::unknown);
    CHECK(models[0].price_note == PriceNote::unpriced);
    CHECK_FALSE(models[1].active);
    CHECK(models[2].can_chat == CanChat::no);
}

TEST_CASE("OpenRouter's list: prices per token as strings") {
    const auto models = read_models(R"({"data":[
        {"id":"deepseek/deepseek-chat","name":"DeepSeek: Chat","created":1734916800,"context_length":163840,
         "architecture":{"modality":"text->text","input_modalities":["text"],"output_modalities":["text"]},
         "pricing":{"prompt":"0.00000038","completion":"0.00000089","request":"0","image":"0"},
         "top_provider":{"context_length":163840,"max_completion_tokens":16384,"is_moderated":false},
         "supported_parameters":["max_tokens","temperature"],"expiration_date":"2026-12-31"},
        {"id":"openrouter/auto","name":"Auto Router","context_length":2000000,
         "architecture":{"output_modalities":["text"]},"pricing":{"prompt":"-1","completion":"-1"}},
        {"id":"qwen/qwen3-8b:free","context_length":null,"top_provider":{"context_length":32768},
         "pricing":{"prompt":"0","completion":"0"},"expiration_date":null},
        {"id":"perplexity/sonar","pricing":{"prompt":"0.000001","completion":"0.000001","request":"0.005"}},
        {"id":"black-forest/flux","architecture":{"output_modalities":["image"]},"pricing":{"prompt":"0.000001"}}]})",
                                    PriceUnit::usd_per_token);
    REQUIRE(models.size() == 5);
    REQUIRE(models[0].price.has_value());
    CHECK(models[0].price->input == doctest::Approx(0.38));
    CHECK(models[0].price->output == doctest::Approx(0.89));
    CHECK(models[0].price_note == PriceNote::priced);
    CHECK(models[0].max_completion_tokens == 16384);
    CHECK(models[0].expiration_date == "2026-12-31");
    CHECK(models[0].can_chat == CanChat::yes);
    CHECK(models[1].price_note == PriceNote::implausible);
    CHECK_FALSE(models[1].price.has_value());
    CHECK(models[2].price_note == PriceNote::free);
    CHECK(models[2].price == Price{0, 0});
    CHECK(models[2].context_length == 32768);
    CHECK(models[2].expiration_date.empty());
    CHECK(models[3].price_note == PriceNote::with_fee);
    CHECK(models[3].price.has_value());
    CHECK(models[4].price_note == PriceNote::unpriced);
    CHECK(models[4].can_chat == CanChat::no);
}

TEST_CASE("lists of servers on one's own machine") {
    SUBCASE("Ollama") {
        const auto models = read_models(
            R"({"object":"list","data":[{"id":"llama3.2:latest","object":"model","created":1730000000,"owned_by":"library"}]})");
        REQUIRE(models.size() == 1);
        CHECK(models[0].id == "llama3.2:latest");
        CHECK(models[0].name.empty());
        CHECK(models[0].type.empty());
    }
    SUBCASE("Ollama without a model") {
        CHECK(read_models(R"({"object":"list","data":null})").empty());
    }
    SUBCASE("Ollama's own list") {
        CHECK(read_models(R"({"models":[{"name":"qwen3:8b","model":"qwen3:8b","size":5}]})").at(0).id ==
              "qwen3:8b");
    }
    SUBCASE("vLLM") {
        const auto models = read_models(
            R"({"object":"list","data":[{"id":"Qwen/Qwen3-8B","object":"model","root":"Qwen/Qwen3-8B","parent":null,"max_model_len":40960,"permission":[]}]})");
        CHECK(models.at(0).context_length == 40960);
    }
    SUBCASE("LM Studio") {
        const auto models = read_models(
            R"({"data":[{"id":"gemma-3-4b","object":"model","type":"vlm","state":"loaded","max_context_length":131072,"loaded_context_length":4096},
                        {"id":"nomic","type":"embeddings","state":"not-loaded","max_context_length":2048}],"object":"list"})");
        CHECK(models.at(0).context_length == 4096);
        CHECK(models.at(0).can_chat == CanChat::yes);
        CHECK(models.at(1).context_length == 2048);
        CHECK(models.at(1).can_chat == CanChat::no);
    }
    SUBCASE("llama.cpp lists twice") {
        const auto models = read_models(
            R"({"models":[{"name":"/m/x.gguf","model":"/m/x.gguf","type":"model"}],"object":"list",
                "data":[{"id":"/m/x.gguf","object":"model","meta":{"vocab_type":2,"n_ctx_train":131072,"n_params":8030261312}}]})");
        REQUIRE(models.size() == 1);
        CHECK_FALSE(models[0].context_length);
        CHECK(models[0].trained_context == 131072);
    }
}

TEST_CASE("lists with gaps") {
    CHECK(read_models("[]").empty());
    CHECK(read_models(R"({"data":[]})").empty());
    CHECK(read_models(R"({"models":null})").empty());
    CHECK(read_models(R"(["a","b"])").at(1).id == "b");
    // What has no id is left out, the rest stays.
    const auto models = read_models(
        R"([null,3,{},{"id":null},{"id":""},{"id":7},{"id":"a\nb"},{"id":"ok","pricing":3,"type":null,"active":"no",
            "context_length":"8192","name":{},"meta":[],"expiration_date":"soon"}])",
        PriceUnit::usd_per_million);
    REQUIRE(models.size() == 1);
    CHECK(models[0].id == "ok");
    CHECK(models[0].active);
    CHECK(models[0].context_length == 8192);
    CHECK(models[0].expiration_date.empty());
    CHECK(models[0].price_note == PriceNote::unpriced);
    for (const char* length : {"0", "-1", "1e300", "true", "\"x\"", "null", "0.5"}) {
        CAPTURE(length);
        const std::string body = std::string(R"([{"id":"m","context_length":)") + length + "}]";
        CHECK_FALSE(read_models(body).at(0).context_length.has_value());
    }
}

TEST_CASE("an id that is listed twice counts once") {
    const auto models =
        read_models(R"([{"id":"a","type":"chat"},{"id":"b"},{"id":"a","type":"image"},{"id":"A"}])");
    REQUIRE(models.size() == 3);
    CHECK(models[0].type == "chat");
    CHECK(models[2].id == "A");
}

TEST_CASE("a price is never shown in a wrong unit") {
    using enum PriceUnit;
    // Per token where per million is expected, and the other way round.
    CHECK(note_of(R"({"input":0.00000088,"output":0.00000088})", usd_per_million) == PriceNote::implausible);
    CHECK(note_of(R"({"prompt":"0.88","completion":"0.88"})", usd_per_token) == PriceNote::implausible);
    CHECK(note_of(R"({"input":10001,"output":1})", usd_per_million) == PriceNote::implausible);
    CHECK(note_of(R"({"input":1,"output":-0.1})", usd_per_million) == PriceNote::implausible);
    CHECK(note_of(R"({"prompt":"0.02","completion":"0"})", usd_per_token) == PriceNote::implausible);
    CHECK(note_of(R"({"prompt":"1e-12","completion":"0.000001"})", usd_per_token) == PriceNote::implausible);
    // Half a price is none.
    CHECK(note_of(R"({"input":1})", usd_per_million) == PriceNote::unpriced);
    CHECK(note_of(R"({"prompt":"","completion":"0"})", usd_per_token) == PriceNote::unpriced);
    CHECK(note_of(R"({"prompt":"NaN","completion":"0"})", usd_per_token) == PriceNote::unpriced);
    CHECK(note_of(R"({"prompt":null,"completion":[]})", usd_per_token) == PriceNote::unpriced);
    CHECK(note_of(R"({"hourly":12,"base":0})", usd_per_million) == PriceNote::unpriced);
    // The other unit's names, and a provider whose unit is not known.
    CHECK(note_of(R"({"input":1,"output":1})", usd_per_token) == PriceNote::unpriced);
    CHECK(note_of(R"({"input":1,"output":1})", none) == PriceNote::unpriced);
    // Strings and numbers alike.
    CHECK(note_of(R"({"input":"0.5","output":2})", usd_per_million) == PriceNote::priced);
    CHECK(note_of(R"({"prompt":5e-7,"completion":2e-6})", usd_per_token) == PriceNote::priced);
}

TEST_CASE("answers that are no list say what they are") {
    CHECK(refused(401, R"({"error":{"message":"Invalid API Key","code":"invalid_api_key"}})").kind ==
          ErrorKind::wrong_key);
    CHECK(refused(500, "").kind == ErrorKind::server_error);
    const Error gone = refused(404, R"({"error":{"message":"no such thing"}})");
    CHECK(gone.kind == ErrorKind::bad_response);
    CHECK(gone.message == "There is no model list at this address.");
    const Error inside = refused(200, R"({"error":{"message":"Invalid API Key","code":"invalid_api_key"}})");
    CHECK(inside.kind == ErrorKind::wrong_key);
    CHECK(inside.http_status == 200);
    const Error page = refused(200, "<!doctype html><title>Sign in</title>");
    CHECK(page.kind == ErrorKind::bad_response);
    CHECK(page.provider_words == "Sign in");
    CHECK(refused(200, "").kind == ErrorKind::bad_response);
    CHECK(refused(200, "Ollama is running").provider_words == "Ollama is running");
    CHECK(refused(200, R"({"data":[{"id":"a")").message == "The model list is not JSON.");
    CHECK(refused(200, "{}").message == "The response contains no model list.");
    CHECK(refused(200, "3").kind == ErrorKind::bad_response);
    CHECK(refused(200, R"({"data":{"id":"a"}})").kind == ErrorKind::bad_response);
    CHECK(refused(200, "[{},{}]").message == "No entry in the model list has an ID.");
    const std::string huge(max_model_list_bytes + 1, ' ');
    CHECK(refused(200, huge).message.find("MiB") != std::string::npos);
}

TEST_CASE("invalid UTF-8 and control characters do not come through") {
    const auto models = read_models("[{\"id\":\"a\xFF\",\"name\":\"one\\n\\u0007two \xC3\"},{\"id\":\"b\"}]");
    REQUIRE(models.size() == 2);
    CHECK(is_valid_utf8(models[0].id));
    CHECK(models[0].name == "one two \xEF\xBF\xBD");
    const auto many =
        read_models("[{\"id\":\"" + std::string(600, 'x') + "\"},{\"id\":\"b\",\"name\":\"" + [] {
            std::string text;
            for (int i = 0; i < 300; ++i)
                text += "é";
            return text;
        }() + "\"}]");
    REQUIRE(many.size() == 1);
    CHECK(many[0].name.size() <= 200);
    CHECK(is_valid_utf8(many[0].name));
}

TEST_CASE("a list of thousands") {
    std::string body = "{\"data\":[";
    for (int i = 0; i < 5000; ++i) {
        body += i == 0 ? "" : ",";
        body += R"({"id":"org/model-)" + std::to_string(i % 4000) + R"(","context_length":4096})";
    }
    const auto models = read_models(body + "]}");
    CHECK(models.size() == 4000);
    CHECK(models.back().id == "org/model-3999");
}

TEST_CASE("whatever bytes come, the list is read or refused") {
    const std::string seed_body =
        R"({"data":[{"id":"a/b","name":"N","type":"chat","active":true,"context_length":8192,"meta":{"n_ctx":3},
            "pricing":{"prompt":"0.000001","completion":"-1","request":"0"},"expiration_date":"2026-01-01"}],"models":null})";
    Random random(20261101);
    for (int i = 0; i < 4000; ++i) {
        std::string body = seed_body;
        const std::uint64_t changes = 1 + random.next() % 6;
        for (std::uint64_t c = 0; c < changes && !body.empty(); ++c) {
            const std::size_t at = random.next() % body.size();
            switch (random.next() % 4) {
                case 0:
                    body[at] = static_cast<char>(random.next());
                    break;
                case 1:
                    body.erase(at, random.next() % 12);
                    break;
                case 2:
                    body.insert(at, body.substr(random.next() % body.size(), random.next() % 20));
                    break;
                default:
                    body[at] = "{}[]\",:0-"[random.next() % 9];
                    break;
            }
        }
        const auto models = decode_model_list(200, body, PriceUnit::usd_per_token);
        if (!models) {
            CHECK_FALSE(models.error().message.empty());
            continue;
        }
        std::unordered_set<std::string> ids;
        for (const ListedModel& model : models.value()) {
            CHECK_FALSE(model.id.empty());
            CHECK(is_valid_utf8(model.id));
            CHECK(ids.insert(model.id).second);
            const bool has_price = model.price_note == PriceNote::priced ||
                                   model.price_note == PriceNote::free ||
                                   model.price_note == PriceNote::with_fee;
            CHECK(model.price.has_value() == has_price);
            if (model.price) CHECK((model.price->input >= 0 && model.price->input <= most_plausible_price));
        }
    }
}

}  // namespace
}  // namespace moa::wire
