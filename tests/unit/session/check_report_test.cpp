#include "session/models/check_report.hpp"

#include <doctest/doctest.h>

#include "fake_network.hpp"
#include "unit/session/some_models.hpp"

using namespace moa;
using session::check_lines;
using session::check_sentence;
using session::Verdict;
using test::monday;

namespace {

constexpr UtcSeconds tuesday = monday + 86'400;

mixture::Provider together() {
    return *mixture::find_provider(mixture::known_providers(), "together");
}

std::vector<session::ProbeTarget> targets(const std::vector<std::string>& models) {
    std::vector<session::ProbeTarget> list;
    list.reserve(models.size());
    for (const std::string& model : models)
        list.push_back({together(), model});
    return list;
}

session::ProbeResult refused(ErrorKind kind, UtcSeconds at) {
    Error error = make_error(kind);
    error.provider_words = "No.";
    return {Verdict::not_callable, at, error};
}

}  // namespace

TEST_CASE("a line tells sign, words, why not, what to do and what is nearest") {
    session::ModelBook book;
    wire::ListedModel giant;
    giant.id = "acme/giant-70b";
    book.set_list(together(), {monday, {giant}});
    book.set_probe(together(), "good", {Verdict::callable, monday, std::nullopt});
    book.set_probe(together(), "acme/gaint-70b", refused(ErrorKind::model_gone, monday));
    book.set_probe(together(), "acme/gaint-70c", refused(ErrorKind::wrong_key, monday));
    const auto lines =
        check_lines(book, targets({"good", "acme/gaint-70b", "acme/gaint-70c", "new"}), nullptr);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].provider == "Together");
    CHECK(lines[0].sign == "\u2713");
    CHECK(lines[0].words == "callable");
    CHECK(lines[0].reason.empty());
    CHECK(session::is_callable(lines[0]));
    CHECK(lines[1].sign == "\u2717");
    CHECK(lines[1].reason == "The provider does not offer this model. \"No.\" Choose another model.");
    CHECK(lines[1].nearest == std::vector<std::string>{"acme/giant-70b"});
    CHECK(session::nearest_sentence(lines[1]) == "Closest matches in the list of Together: acme/giant-70b.");
    CHECK_FALSE(session::is_callable(lines[1]));
    CHECK(lines[2].nearest.empty());  // with the wrong key another model is no help
    CHECK(session::nearest_sentence(lines[2]).empty());
    CHECK(lines[3].result == nullptr);
    CHECK(lines[3].words == "not checked yet");
    CHECK_FALSE(session::is_callable(lines[3]));
}

TEST_CASE("what is not in the list is told its nearest before anybody is asked") {
    session::ModelBook book;
    CHECK(check_lines(book, targets({"acme/gaint-70b"}), nullptr)[0].nearest.empty());
    wire::ListedModel giant;
    giant.id = "acme/giant-70b";
    book.set_list(together(), {monday, {giant}});
    const auto lines = check_lines(book, targets({"acme/gaint-70b", "acme/giant-70b"}), nullptr);
    CHECK(lines[0].nearest == std::vector<std::string>{"acme/giant-70b"});
    CHECK(lines[0].words == "not checked yet");
    CHECK(lines[1].nearest.empty());
}

TEST_CASE("what is being asked says so, whatever was known before") {
    session::ModelBook book;
    book.set_probe(together(), "a", refused(ErrorKind::model_gone, monday));
    test::FakeNetwork network;
    Millis clock = 0;
    session::ModelRequests requests({&network, nullptr, [&clock] { return clock; }, {}}, book, {});
    session::Credentials keys;
    REQUIRE(keys.set("together", together().base_url, "key"));
    requests.check(targets({"a", "b"}), keys);
    auto lines = check_lines(book, targets({"a", "b"}), &requests);
    CHECK(lines[0].asking);
    CHECK(lines[0].words == "being checked");
    CHECK(lines[0].reason.empty());
    CHECK(check_sentence(lines, monday) == "Checking 2 of 2 models.");
    requests.stop();
    lines = check_lines(book, targets({"a", "b"}), &requests);
    CHECK(lines[0].words == "not callable");
    CHECK(lines[1].words == "not checked yet");
    CHECK(check_sentence(lines, monday) == "0 of 2 models are callable.");
}

TEST_CASE("the sentence counts, and names the day of what is not of today") {
    session::ModelBook book;
    const auto sentence = [&book](const std::vector<std::string>& models, UtcSeconds today) {
        return check_sentence(check_lines(book, targets(models), nullptr), today);
    };
    CHECK(sentence({"a", "b"}, monday).empty());
    book.set_probe(together(), "a", {Verdict::callable, monday, std::nullopt});
    CHECK(sentence({"a"}, monday) == "The model is callable.");
    CHECK(sentence({"a", "b"}, monday) == "1 of 2 models is callable.");
    book.set_probe(together(), "b", {Verdict::limited, tuesday, make_error(ErrorKind::rate_limited)});
    CHECK(sentence({"a", "b"}, tuesday) == "Both models are callable, as of 2026-11-24 02:05 UTC.");
    book.set_probe(together(), "c", refused(ErrorKind::wrong_key, tuesday));
    CHECK(sentence({"c"}, tuesday) == "The model is not callable.");
    book.set_probe(together(), "d", refused(ErrorKind::wrong_key, tuesday));
    CHECK(sentence({"c", "d"}, tuesday) == "None of 2 models is callable.");
}

TEST_CASE("the days of a recipe's prices") {
    mixture::Recipe recipe;
    mixture::Agent agent;
    agent.provider = "together";
    agent.model = "openai/gpt-oss-20b";
    const auto add_layer = [&recipe, &agent] {
        mixture::Layer layer;
        layer.agents.push_back(agent);
        recipe.layers.push_back(std::move(layer));
    };
    add_layer();
    session::ModelBook book;
    const mixture::Providers& providers = mixture::known_providers();
    CHECK(session::price_days(book, recipe, providers) == mixture::price_date());
    agent.model = "acme/giant-70b";
    add_layer();
    wire::ListedModel giant;
    giant.id = agent.model;
    giant.price = wire::Price{1, 2};
    giant.price_note = wire::PriceNote::priced;
    book.set_list(together(), {monday, {giant}});
    CHECK(session::price_days(book, recipe, providers) ==
          std::string(mixture::price_date()) + " to 2026-11-24");
    agent.provider = "simulated";
    recipe.layers.clear();
    add_layer();
    CHECK(session::price_days(book, recipe, providers).empty());
}
