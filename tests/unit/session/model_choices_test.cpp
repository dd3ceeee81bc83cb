#include "session/models/model_choices.hpp"
#include "unit/session/some_models.hpp"

#include <doctest/doctest.h>

using namespace moa;
using session::ModelChoice;
using test::known;
using test::listed;
using test::monday;

namespace {

session::ModelBook priced_book() {
    wire::ListedModel giant = listed("acme/giant-70b");
    giant.name = "Giant, for conversations";
    giant.context_length = 131072;
    giant.price = wire::Price{0.88, 1.2};
    giant.price_note = wire::PriceNote::priced;
    wire::ListedModel embedding = listed("acme/embed");
    embedding.name = "embed";
    embedding.type = "embedding";
    embedding.can_chat = wire::CanChat::no;
    session::ModelBook book;
    book.set_list(known("together"), {monday, {embedding, giant, listed("acme/small-9b")}});
    return book;
}

}  // namespace

TEST_CASE("what stands beside a model's id") {
    session::ModelBook book = priced_book();
    const ModelChoice giant = choice_of(book, known("together"), "acme/giant-70b");
    CHECK(giant.name == "Giant, for conversations");
    CHECK(giant.context == "131k tokens");
    CHECK(giant.price == "$0.88 in, $1.20 out");
    CHECK(giant.notes.empty());
    CHECK(giant.usable);
    const ModelChoice embedding = choice_of(book, known("together"), "acme/embed");
    CHECK(embedding.name.empty());  // says no more than the id
    CHECK(embedding.price == "unpriced");
    CHECK(embedding.notes == "cannot chat (embedding)");
    CHECK_FALSE(embedding.usable);
    CHECK(choice_of(book, known("together"), "nobody").notes == "not in the list");
    CHECK(choice_of(book, known("together"), "nobody").usable);  // lists are not complete

    // Without a list nobody knows; the seed list's price has its day.
    const ModelChoice unlisted = choice_of(book, known("groq"), "openai/gpt-oss-20b");
    CHECK(unlisted.notes.empty());
    CHECK(unlisted.price == "$0.075 in, $0.30 out (2026-08-17)");
    CHECK(choice_of(book, known("simulated"), "sim/echo-8b").price == "free");
}

TEST_CASE("what was refused is said, and offered last") {
    session::ModelBook book = priced_book();
    std::size_t found = 0;
    const auto ids = [&](std::string_view query, std::size_t count) {
        std::vector<std::string> list;
        for (const ModelChoice& choice : find_choices(book, known("together"), query, count, found))
            list.push_back(choice.id);
        return list;
    };
    CHECK(ids("", 9) == std::vector<std::string>{"acme/giant-70b", "acme/small-9b", "acme/embed"});
    book.set_probe(known("together"), "acme/giant-70b",
                   {session::Verdict::not_callable, monday, make_error(ErrorKind::model_gone)});
    CHECK(ids("", 9) == std::vector<std::string>{"acme/small-9b", "acme/embed", "acme/giant-70b"});
    CHECK(choice_of(book, known("together"), "acme/giant-70b").notes == "refused on 2026-11-24");
    CHECK(ids("ACME", 2).size() == 2);
    CHECK(found == 3);
    CHECK(ids("conversations", 9) == std::vector<std::string>{"acme/giant-70b"});
    CHECK(ids("nothing", 9).empty());
    CHECK(found == 0);
    CHECK(find_choices(book, known("groq"), "", 9, found).empty());
}
