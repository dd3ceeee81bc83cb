#include "session/models/model_book.hpp"

#include <doctest/doctest.h>

#include "session/models/model_book_json.hpp"
#include "session/models/model_words.hpp"
#include "unit/session/some_models.hpp"

using namespace moa;
using session::ModelBook;
using session::PriceQuote;
using session::ProbeResult;
using session::Verdict;
using test::known;
using test::listed;
using test::monday;
using wire::PriceNote;

namespace {

wire::ListedModel priced(std::string id, double input, double output) {
    wire::ListedModel model = listed(std::move(id));
    model.price = wire::Price{input, output};
    model.price_note = PriceNote::priced;
    return model;
}

ModelBook some_book() {
    wire::ListedModel full = priced("acme/full-70b", 0.88, 0.075);
    full.name = "Full 70B \xc3\xa9";
    full.type = "chat";
    full.can_chat = wire::CanChat::yes;
    full.active = false;
    full.context_length = 131072;
    full.max_completion_tokens = 8192;
    full.expiration_date = "2026-12-31";
    wire::ListedModel embedding = listed("acme/embed");
    embedding.can_chat = wire::CanChat::no;
    wire::ListedModel dedicated = listed("acme/dedicated");
    dedicated.price_note = PriceNote::dedicated_only;
    ModelBook book;
    book.set_list(known("together"), {monday, {full, embedding, dedicated}});
    book.set_list(known("groq"), {monday + 60, {listed("openai/gpt-oss-20b")}});
    book.set_probe(known("together"), "acme/full-70b", {Verdict::callable, monday, std::nullopt});
    Error gone = make_error(ErrorKind::model_gone);
    gone.http_status = 404;
    gone.provider_words = "No such model \"x\".";
    book.set_probe(known("groq"), "acme/full-70b", {Verdict::not_callable, monday, gone});
    return book;
}

}  // namespace

TEST_CASE("a book is written and read back as it was") {
    const ModelBook book = some_book();
    const std::string text = write_model_book(book);
    const ModelBook again = session::read_model_book(text);
    CHECK(write_model_book(again) == text);

    const session::KeptList* list = again.list_of(known("together"));
    REQUIRE(list != nullptr);
    CHECK(list->at == monday);
    REQUIRE(list->models.size() == 3);
    const wire::ListedModel* full = again.find_listed(known("together"), "acme/full-70b");
    REQUIRE(full != nullptr);
    CHECK(full->name == "Full 70B \xc3\xa9");
    CHECK(full->can_chat == wire::CanChat::yes);
    CHECK_FALSE(full->active);
    CHECK(full->context_length == 131072);
    CHECK(full->max_completion_tokens == 8192);
    CHECK(full->expiration_date == "2026-12-31");
    CHECK(full->price == wire::Price{0.88, 0.075});
    CHECK(again.find_listed(known("together"), "acme/embed")->can_chat == wire::CanChat::no);
    CHECK(again.find_listed(known("together"), "acme/dedicated")->price_note == PriceNote::dedicated_only);
    CHECK(again.find_listed(known("groq"), "acme/full-70b") == nullptr);

    const ProbeResult* probe = again.probe_of(known("groq"), "acme/full-70b");
    REQUIRE(probe != nullptr);
    CHECK(probe->verdict == Verdict::not_callable);
    REQUIRE(probe->error);
    CHECK(probe->error->kind == ErrorKind::model_gone);
    CHECK(probe->error->http_status == 404);
    CHECK(probe->error->provider_words == "No such model \"x\".");
    CHECK(again.probe_of(known("together"), "acme/full-70b")->verdict == Verdict::callable);
}

TEST_CASE("of a damaged book the whole entries are left") {
    const std::string damaged = R"({"format":"moa-models/1","lists":[
        7, {"provider":"groq","base_url":"https://api.groq.com/openai/v1","at":"yesterday","models":[{"id":"a"}]},
        {"provider":"","base_url":"x","at":"2026-11-24T02:05:09Z","models":[]},
        {"provider":"together","base_url":"https://api.together.ai/v1","at":"2026-11-24T02:05:09Z","models":[
            {"id":""}, "b", {"name":"no id"},
            {"id":"c","context_length":-5,"price":{"input":"dear","output":1},"price_note":"priced"},
            {"id":"d","context_length":1e300,"price":{"input":0.5,"output":1},"price_note":"unpriced"},
            {"id":"e","price":{"input":-1,"output":1},"price_note":"free"}]}],
      "probes":[null, {"provider":"groq"},
        {"provider":"groq","base_url":"u","model":"m","at":"2026-11-24T02:05:09Z","verdict":"not_callable"},
        {"provider":"groq","base_url":"u","model":"n","at":"2026-11-24T02:05:09Z","verdict":"callable","error":4},
        {"provider":"groq","base_url":"u","model":"o","at":"2026-11-24T02:05:09Z","verdict":"unclear",
         "error":{"kind":"from the future","status":"no"}}]})";
    const ModelBook book = session::read_model_book(damaged);
    CHECK(book.list_of(known("groq")) == nullptr);
    const session::KeptList* list = book.list_of(known("together"));
    REQUIRE(list != nullptr);
    REQUIRE(list->models.size() == 3);
    for (const wire::ListedModel& model : list->models) {
        CHECK_FALSE(model.context_length);
        CHECK_FALSE(model.price);
        CHECK(model.price_note == PriceNote::unpriced);
    }
    mixture::Provider groq = known("groq");
    groq.base_url = "u";
    CHECK(book.probe_of(groq, "m") == nullptr);
    REQUIRE(book.probe_of(groq, "n") != nullptr);
    CHECK(book.probe_of(groq, "n")->verdict == Verdict::callable);
    REQUIRE(book.probe_of(groq, "o") != nullptr);
    CHECK_FALSE(book.probe_of(groq, "o")->error->message.empty());
}

TEST_CASE("a book cut off or changed anywhere is read without fault") {
    const std::string text = write_model_book(some_book());
    for (std::size_t length = 0; length < text.size(); length += 3)
        CHECK(session::read_model_book(text.substr(0, length)).empty());
    for (std::size_t at = 0; at < text.size(); at += 7) {
        for (const char c : {'"', '{', '9'}) {
            std::string changed = text;
            changed[at] = c;
            const std::string again = write_model_book(session::read_model_book(changed));
            CHECK(write_model_book(session::read_model_book(again)) == again);
        }
    }
    CHECK(session::read_model_book("[]").empty());
    CHECK(session::read_model_book(R"({"format":"moa-models/99","lists":[]})").empty());
}

TEST_CASE("what is known of a provider holds for its address alone") {
    ModelBook book = some_book();
    mixture::Provider moved = known("together");
    moved.base_url = "http://127.0.0.1:8000/v1";
    CHECK(book.list_of(moved) == nullptr);
    CHECK(book.probe_of(moved, "acme/full-70b") == nullptr);
    CHECK(book.price_of(moved, "openai/gpt-oss-20b").source == PriceQuote::Source::own_server);
    moved.base_url = "https://models.example/v1";
    CHECK(book.price_of(moved, "openai/gpt-oss-20b").source == PriceQuote::Source::none);
}

TEST_CASE("prices: the provider's own list first, then the seed list, with its date") {
    ModelBook book = some_book();
    const PriceQuote live = book.price_of(known("together"), "acme/full-70b");
    CHECK(live.source == PriceQuote::Source::provider_list);
    CHECK(live.price == wire::Price{0.88, 0.075});
    CHECK(live.day == "2026-11-24");

    const PriceQuote seed = book.price_of(known("groq"), "openai/gpt-oss-20b");  // listed, without a price
    CHECK(seed.source == PriceQuote::Source::seed_list);
    CHECK(seed.price == wire::Price{0.075, 0.30});
    CHECK(seed.day == mixture::price_date());
    CHECK(book.price_of(known("together"), "openai/gpt-oss-20b").source == PriceQuote::Source::seed_list);

    const PriceQuote dedicated = book.price_of(known("together"), "acme/dedicated");
    CHECK_FALSE(dedicated.price);
    CHECK(dedicated.note == PriceNote::dedicated_only);
    CHECK(book.price_of(known("ollama"), "openai/gpt-oss-20b").note == PriceNote::none);
    CHECK(book.price_of(known("simulated"), "sim/atlas-70b").price == wire::Price{});
}

TEST_CASE("a live price replaces the seed's in what a run counts with, unpriced is not guessed") {
    ModelBook book;
    book.set_list(known("together"), {monday, {priced("openai/gpt-oss-20b", 1, 2)}});
    mixture::Providers providers = {known("together"), known("groq")};
    mixture::Recipe recipe;
    recipe.layers.resize(1);
    for (const char* model : {"openai/gpt-oss-20b", "openai/gpt-oss-120b", "new/model"}) {
        mixture::Agent agent;
        agent.provider = "together";
        agent.model = model;
        recipe.layers[0].agents.push_back(agent);
    }
    const mixture::PriceList prices = price_list(book, recipe, providers);
    CHECK(prices.find("together", "openai/gpt-oss-20b") == wire::Price{1, 2});
    CHECK(prices.find("together", "openai/gpt-oss-120b") == wire::Price{0.15, 0.60});
    CHECK_FALSE(prices.find("together", "new/model"));

    providers[0].base_url = "https://models.example/v1";
    CHECK_FALSE(price_list(book, recipe, providers).find("together", "openai/gpt-oss-120b"));
}

TEST_CASE("the nearest models are listed ones, and not those that were found not callable") {
    ModelBook book;
    const mixture::Provider groq = known("groq");
    wire::ListedModel off = listed("meta/llama-3.3-70b-a");
    off.active = false;
    book.set_list(groq, {monday,
                         {listed("meta/llama-3.3-70b-b"), listed("meta/llama-3.1-70b"), off,
                          listed("whisper-large-v3")}});
    const std::string wanted = "meta/llama-3.3-70b";
    CHECK(book.nearest(groq, wanted, 5) ==
          std::vector<std::string>{"meta/llama-3.3-70b-b", "meta/llama-3.1-70b"});
    book.set_probe(groq, "meta/llama-3.3-70b-b",
                   {Verdict::not_callable, monday, make_error(ErrorKind::model_gone)});
    CHECK(book.nearest(groq, wanted, 1) == std::vector<std::string>{"meta/llama-3.1-70b"});
    CHECK(book.nearest(known("together"), wanted, 3).empty());
}

TEST_CASE("merging keeps what is later") {
    ModelBook book = some_book();
    ModelBook other;
    other.set_list(known("together"), {monday - 5, {}});
    other.set_list(known("ollama"), {monday - 5, {listed("qwen3:8b")}});
    other.set_probe(known("together"), "acme/full-70b",
                    {Verdict::unclear, monday + 5, make_error(ErrorKind::network)});
    const auto before = book.revision();
    book.merge(other);
    CHECK(book.revision() > before);
    CHECK(book.list_of(known("together"))->models.size() == 3);
    CHECK(book.list_of(known("ollama")) != nullptr);
    CHECK(book.probe_of(known("together"), "acme/full-70b")->verdict == Verdict::unclear);
    const auto after = book.revision();
    book.merge(other);
    CHECK(book.revision() == after);
}

TEST_CASE("how long ago something was is told in words") {
    using session::when_text;
    CHECK(when_text(monday, monday + 59) == "just now");
    CHECK(when_text(monday, monday + 60) == "1 minute ago");
    CHECK(when_text(monday, monday + 3599) == "59 minutes ago");
    CHECK(when_text(monday, monday + 7200) == "2 hours ago");
    CHECK(when_text(monday, monday + 43'200) == "on 2026-11-24");
    CHECK(when_text(monday, monday - 1) == "on 2026-11-24");
    CHECK(when_text(monday, no_date) == "on 2026-11-24");
    CHECK(when_text(no_date, monday) == "on an unknown day");
}

TEST_CASE("dates are written and read, and nothing else is taken for one") {
    CHECK(utc_text(monday) == "2026-11-24T02:05:09Z");
    CHECK(utc_words(monday) == "2026-11-24 02:05 UTC");
    CHECK(utc_day(monday) == "2026-11-24");
    CHECK(utc_text(no_date).empty());
    CHECK(utc_text(-5).empty());
    CHECK(utc_text(std::int64_t{1} << 60).empty());
    CHECK_FALSE(utc_words(no_date).empty());
    for (const UtcSeconds time : {UtcSeconds{1}, monday, UtcSeconds{951'782'399}, UtcSeconds{951'782'400},
                                  UtcSeconds{4'107'542'399}, UtcSeconds{253'402'300'799}}) {
        CHECK(parse_utc(utc_text(time)) == time);
    }
    for (const char* text : {"", "2026-11-24", "2026-11-24T02:05:09", "2026-11-24 02:05:09Z",
                             "2026-13-24T02:05:09Z", "2026-02-29T00:00:00Z", "2026-11-24T24:00:00Z",
                             "1969-12-31T23:59:59Z", "2026-11-24T02:05:09Z ", "+026-11-24T02:05:09Z"}) {
        CHECK_FALSE(parse_utc(text));
    }
}

TEST_CASE("figures of models are short and exact enough") {
    using namespace session;
    CHECK(price_text(wire::Price{0.15, 0.6}, PriceNote::priced) == "$0.15 in, $0.60 out");
    CHECK(price_text(std::nullopt, PriceNote::dedicated_only) == "dedicated only");
    CHECK(price_text(wire::Price{}, PriceNote::free) == "free");
    CHECK(price_text(std::nullopt, PriceNote::unpriced) == "unpriced");
    CHECK(price_text(wire::Price{1, 2}, PriceNote::with_fee).find("fee") != std::string::npos);
    wire::ListedModel model = listed("m");
    CHECK(notes_text(model).empty());
    model.can_chat = wire::CanChat::no;
    model.type = "embedding";
    model.active = false;
    model.expiration_date = "2026-12-31";
    CHECK(notes_text(model) == "cannot chat (embedding), inactive, until 2026-12-31");
}
