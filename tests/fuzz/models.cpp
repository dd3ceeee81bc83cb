#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "fuzz/target.hpp"
#include "session/models/model_book.hpp"
#include "session/models/model_book_json.hpp"
#include "wire/model_list.hpp"
#include "wire/model_search.hpp"
#include "wire/utf8.hpp"

namespace moa::fuzz {
namespace {

using wire::ListedModel;
using wire::PriceNote;

bool is_from(const std::vector<ListedModel>& list, const ListedModel* model) {
    return std::any_of(list.begin(), list.end(), [&](const ListedModel& each) { return &each == model; });
}

void check(const ListedModel& model) {
    require(!model.id.empty(), "a listed model has an id");
    for (const std::string* text : {&model.id, &model.name, &model.type, &model.expiration_date})
        require(wire::is_valid_utf8(*text), "texts of a list are valid UTF-8");
    require(model.context_length.value_or(0) >= 0 && model.max_completion_tokens.value_or(0) >= 0,
            "lengths are not negative");
    const bool has_price = model.price_note == PriceNote::priced || model.price_note == PriceNote::with_fee ||
                           model.price_note == PriceNote::free;
    require(has_price == model.price.has_value(), "a price is there where its note says so");
    if (!model.price) return;
    for (const double price : {model.price->input, model.price->output}) {
        require(price == 0 || (price >= wire::least_plausible_price && price <= wire::most_plausible_price),
                "a price is plausible");
    }
}

void check_list(const std::vector<ListedModel>& list, std::string_view words) {
    std::set<std::string_view> ids;
    for (const ListedModel& model : list) {
        check(model);
        require(ids.insert(model.id).second, "a model is listed once");
    }
    const std::string_view query = words.substr(0, 40);
    for (const ListedModel* found : wire::search_models(list, query))
        require(is_from(list, found), "a search finds what is listed");
    const auto nearest = wire::nearest_models(query, list, 3);
    require(nearest.size() <= 3, "no more are near than were asked for");
    for (const ListedModel* near : nearest) {
        require(is_from(list, near), "what is near is listed");
        const double likeness = wire::model_likeness(query, near->id);
        require(likeness >= wire::least_likeness && likeness <= 1, "likeness is within bounds");
    }
    if (!list.empty())
        require(wire::search_models(list, "").size() == list.size(), "no word leaves nothing out");
}

/// A list that is kept in a book and read back is the same, and so is any book.
void check_book(const session::ModelBook& book) {
    const std::string written = session::write_model_book(book);
    const std::string again = session::write_model_book(session::read_model_book(written));
    require(again == written, "a book that was written reads back the same");
}

}  // namespace

void models(std::string_view input) {
    Numbers numbers(input);
    constexpr std::array units = {wire::PriceUnit::none, wire::PriceUnit::usd_per_million,
                                  wire::PriceUnit::usd_per_token};
    const wire::PriceUnit unit = units.at(numbers.below(units.size()));
    const std::string_view body = numbers.left();

    check_book(session::read_model_book(body));
    const auto list = wire::decode_model_list(200, body, unit);
    if (!list) {
        require(!list.error().message.empty(), "an error says what went wrong");
        return;
    }
    check_list(list.value(), body);
    session::ModelBook book;
    book.set_list(mixture::known_providers().at(1), {1'790'000'000, list.value()});
    check_book(book);
}

}  // namespace moa::fuzz
