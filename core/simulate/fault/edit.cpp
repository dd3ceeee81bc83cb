#include "simulate/fault/edit.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "wire/http.hpp"

namespace moa::simulate {

namespace {

constexpr std::string_view event_start = "data: ";
constexpr std::string_view event_end = "\n\n";

Millis time_before(const TimedResponse& response, std::size_t place) {
    return place == 0 ? response.head_at : response.body[place - 1].at;
}

bool ends_answer(const TimedBytes& part) {
    std::optional<Json> chunk = chunk_of(part);
    if (!chunk) return part.bytes == done_event;
    const Json& choices = (*chunk)["choices"];
    return choices.empty() || !choices.front().value("finish_reason", Json()).is_null();
}

}  // namespace

bool is_event_stream(const TimedResponse& response) {
    return response.head.status == 200 &&
           wire::find_header(response.head.headers, "content-type") == "text/event-stream";
}

std::string event_of(const Json& chunk) {
    return std::string(event_start) + dump_json(chunk) + std::string(event_end);
}

std::optional<Json> chunk_of(const TimedBytes& part) {
    const std::string_view bytes = part.bytes;
    if (!bytes.starts_with(event_start) || !bytes.ends_with(event_end)) return std::nullopt;
    std::optional<Json> chunk =
        parse_json(bytes.substr(event_start.size(), bytes.size() - event_start.size() - event_end.size()));
    return chunk && chunk->is_object() && chunk->contains("choices") ? chunk : std::nullopt;
}

Json* delta_of(Json& chunk) {
    Json& choices = chunk["choices"];
    if (!choices.is_array() || choices.empty() || !choices.front().contains("delta")) return nullptr;
    return &choices.front()["delta"];
}

std::string text_of(Json& chunk) {
    const Json* delta = delta_of(chunk);
    return delta == nullptr ? std::string() : std::string(find_string(*delta, "content"));
}

void edit_chunks(TimedResponse& response, const std::function<void(Json& chunk)>& edit) {
    for (TimedBytes& part : response.body) {
        std::optional<Json> chunk = chunk_of(part);
        if (!chunk) continue;
        edit(*chunk);
        part.bytes = event_of(*chunk);
    }
}

void edit_text(TimedResponse& response, const std::function<void(Json& chunk, bool first)>& edit) {
    bool first = true;
    edit_chunks(response, [&](Json& chunk) {
        if (text_of(chunk).empty()) return;
        edit(chunk, first);
        first = false;
    });
}

void edit_events(TimedResponse& response, const std::function<std::string(std::string event)>& edit) {
    for (TimedBytes& part : response.body)
        part.bytes = edit(std::move(part.bytes));
}

std::size_t first_text(const TimedResponse& response) {
    for (std::size_t i = 0; i < response.body.size(); ++i) {
        if (auto chunk = chunk_of(response.body[i]); chunk && !text_of(*chunk).empty()) return i;
    }
    return response.body.size();
}

std::size_t second_half(const TimedResponse& response) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < response.body.size(); ++i) {
        if (auto chunk = chunk_of(response.body[i]); chunk && !text_of(*chunk).empty()) places.push_back(i);
    }
    if (places.empty()) return response.body.size();
    return places.size() == 1 ? places.front() + 1 : places[places.size() / 2];
}

void insert(TimedResponse& response, std::size_t place, std::string bytes) {
    const Millis at = time_before(response, place);
    response.body.insert(response.body.begin() + static_cast<std::ptrdiff_t>(place), {at, std::move(bytes)});
}

void cut(TimedResponse& response, std::size_t place) {
    response.body.resize(std::min(place, response.body.size()));
    response.end_at = time_before(response, response.body.size());
}

void drop_end(TimedResponse& response) {
    auto& body = response.body;
    body.erase(std::remove_if(body.begin(), body.end(), ends_answer), body.end());
}

void delay(TimedResponse& response, std::size_t place, Millis by) {
    for (std::size_t i = place; i < response.body.size(); ++i)
        response.body[i].at += by;
    response.end_at += by;
}

void replace_body(TimedResponse& response, std::string_view content_type, std::string body) {
    response.head.headers = {{"content-type", std::string(content_type)}};
    response.body.clear();
    if (!body.empty()) response.body.push_back({response.head_at, std::move(body)});
    response.end_at = response.head_at;
}

}  // namespace moa::simulate
