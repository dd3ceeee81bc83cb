// What servers of the user's own say of themselves beside their lists.
#include <doctest/doctest.h>

#include "session/models/model_book_json.hpp"
#include "session/models/model_words.hpp"
#include "unit/session/list_desk.hpp"

using namespace moa;
using session::ModelBook;
using test::ListDesk;
using test::remote;

namespace {

mixture::Provider at_home(const std::string& url = "http://127.0.0.1:8080/v1") {
    mixture::Providers providers;
    REQUIRE_FALSE(mixture::set_base_url(providers, "gpu", url));
    return providers.front();
}

}  // namespace

TEST_CASE("a llama.cpp server says its slots and its context beside the list, whatever it is called") {
    ListDesk desk;
    desk.requests.load(at_home(), desk.keys);
    desk.network.answer(0, 200,
                        R"({"data":[{"id":"m","owned_by":"llamacpp","meta":{"n_ctx_train":131072}}]})");
    REQUIRE(desk.network.calls.size() == 2);
    CHECK(desk.network.calls[1].request.method == "GET");
    CHECK(desk.network.calls[1].request.url == "http://127.0.0.1:8080/props");
    CHECK(desk.requests.loading(at_home()));
    desk.network.answer(1, 200, R"({"total_slots":3,"default_generation_settings":{"n_ctx":4096}})");
    CHECK(desk.requests.idle());
    CHECK(desk.book.find_listed(at_home(), "m")->context_length == 4096);
    CHECK(with_server_facts({at_home()}, desk.book)[0].max_concurrent == 3);
    mixture::Provider stated = at_home();
    stated.max_concurrent = 2;
    stated.calls_assumed = false;
    CHECK(with_server_facts({stated}, desk.book)[0].max_concurrent == 2);
    // It is kept with the list.
    const ModelBook again = session::read_model_book(session::write_model_book(desk.book));
    CHECK(again.list_of(at_home())->calls_at_once == 3);
    CHECK(again.find_listed(at_home(), "m")->trained_context == 131072);
}

TEST_CASE("Ollama is asked for each model and then for what is loaded, which counts more") {
    ListDesk desk;
    desk.requests.load(at_home("http://192.168.1.5:11434/v1"), desk.keys);
    const mixture::Provider ollama = at_home("http://192.168.1.5:11434/v1");
    desk.network.answer(0, 200,
                        R"({"data":[{"id":"a","owned_by":"library"},{"id":"b","owned_by":"library"}]})");
    CHECK(desk.network.calls[1].request.url == "http://192.168.1.5:11434/api/show");
    CHECK(desk.network.calls[1].request.body == R"({"model":"a"})");
    desk.network.answer(1, 200, R"({"parameters":"num_ctx 8192"})");
    desk.network.answer(2, 404, R"({"error":"no such model"})");
    CHECK(desk.network.calls[3].request.url == "http://192.168.1.5:11434/api/ps");
    desk.network.answer(3, 200, R"({"models":[{"name":"b","context_length":4096}]})");
    CHECK(desk.requests.idle());
    CHECK(desk.book.find_listed(ollama, "a")->context_length == 8192);
    CHECK(desk.book.find_listed(ollama, "b")->context_length == 4096);
    CHECK(with_server_facts({ollama}, desk.book)[0].max_concurrent == 1);
}

TEST_CASE("what a server does not say of itself spoils no list, and others are not asked") {
    ListDesk desk;
    desk.requests.load(at_home(), desk.keys);
    desk.network.answer(0, 200, R"({"data":[{"id":"m","owned_by":"llamacpp"}]})");
    desk.pass(session::server_facts_ms);
    CHECK(desk.requests.idle());
    CHECK(desk.requests.loaded(at_home()));
    CHECK(desk.requests.load_error(at_home()) == nullptr);
    desk.requests.load(remote(), desk.keys);
    desk.network.answer(desk.network.calls.size() - 1, 200, R"({"data":[{"id":"m","owned_by":"llamacpp"}]})");
    CHECK(desk.requests.idle());
}

TEST_CASE("a server of one's own has no prices, unless its list names them") {
    ListDesk desk;
    const mixture::Provider home = at_home();
    CHECK(desk.book.price_of(home, "m").price == wire::Price{0, 0});
    CHECK(desk.book.price_of(home, "m").note == wire::PriceNote::none);
    CHECK(session::price_text(wire::Price{0, 0}, wire::PriceNote::none).empty());
    CHECK(session::price_days(desk.book, test::recipe({{"m"}}), {home}).empty());
    CHECK_FALSE(desk.book.price_of(remote(), "m").price);
}
