// What becomes of answers about models: lists, what servers say of themselves, probes.
#include <algorithm>
#include <utility>

#include "json.hpp"
#include "session/models/model_requests.hpp"
#include "wire/error_body.hpp"

namespace moa::session {
namespace {

/// The base URL without its version: "http://localhost:8080".
std::string server_root(const mixture::Provider& provider) {
    std::string_view root = provider.base_url;
    constexpr std::string_view version = "/v1";
    if (root.ends_with(version)) root.remove_suffix(version.size());
    return std::string(root);
}

std::deque<ServerFactsReading::Step> steps_for(const mixture::Provider& provider,
                                               const std::vector<wire::ListedModel>& models) {
    std::deque<ServerFactsReading::Step> steps;
    if (!provider.is_own()) return steps;
    for (const wire::ServerQuestion question : wire::questions_for(models)) {
        if (question != wire::ServerQuestion::ollama_model) {
            steps.push_back({question, {}});
            continue;
        }
        for (std::size_t i = 0; i < std::min(models.size(), most_models_asked); ++i)
            steps.push_back({question, models[i].id});
    }
    return steps;
}

void add_facts(KeptList& list, const wire::ServerFacts& facts) {
    if (facts.calls_at_once > 0) list.calls_at_once = facts.calls_at_once;
    for (const wire::ModelFacts& each : facts.models) {
        for (wire::ListedModel& model : list.models) {
            if (each.id.empty() || each.id == model.id) model.context_length = each.context;
        }
    }
}

}  // namespace

void ModelRequests::keep_list(const Request& request, std::optional<Error> failure) {
    const auto& reading = *std::get_if<ListReading>(&request.reading);
    const bool redirects = reading.status >= 300 && reading.status <= 399;
    if (!failure && redirects) failure = wire::redirect_error(reading.status, reading.location);
    if (!failure) {
        auto models = wire::decode_model_list(reading.status, reading.body, request.provider.price_unit);
        if (models) {
            for (wire::ListedModel& model : models.value()) {
                for (std::string* text : {&model.id, &model.name, &model.type, &model.expiration_date})
                    *text = request.mask.masked(*text);
            }
            auto steps = steps_for(request.provider, models.value());
            const int calls = request.provider.is_own() ? wire::calls_by_owner(models.value()) : 0;
            KeptList list{ports_.utc ? ports_.utc() : no_date, std::move(models.value()), calls};
            const mixture::Provider there = request.there();
            if (!request.tried_url.empty()) {
                moved_[place_of(request.provider)] = request.tried_url;
                book_.set_list(request.provider, list);
                loaded_.insert(place_of(request.provider));
            }
            book_.set_list(there, std::move(list));
            loaded_.insert(place_of(there));
            ask_server(there, std::move(steps), request.keys);
            return;
        }
        failure = models.error();
    }
    fail_list(request, std::move(*failure));
}

void ModelRequests::fail_list(const Request& request, Error failure) {
    if (try_other_address(request, failure)) return;
    if (request.first_failure) {
        // Nothing here either: the address that was meant is the one to speak of.
        if (failure.kind == ErrorKind::bad_response || failure.http_status == 0) {
            failure = *request.first_failure;
        } else {
            moved_[place_of(request.provider)] = request.tried_url;
        }
    } else {
        mixture::name_address_to_try(failure, request.provider);
    }
    request.mask.mask(failure);
    load_errors_.insert_or_assign(place_of(request.provider), std::move(failure));
}

void ModelRequests::ask_server(const mixture::Provider& provider, std::deque<ServerFactsReading::Step> steps,
                               const Credentials& keys) {
    if (steps.empty()) return;
    const ServerFactsReading::Step& step = steps.front();
    wire::HttpRequest http{"GET", server_root(provider) + std::string(path_of(step.question)), {}, {}};
    if (!step.model.empty()) {
        http.method = "POST";
        http.headers.emplace_back("Content-Type", "application/json");
        http.body = dump_json(Json{{"model", step.model}});
    }
    Request request;
    request.provider = provider;
    request.keys = keys;
    request.reading = ServerFactsReading{std::move(steps), 0, {}};
    send(std::move(request), http, keys);
}

/// What cannot be asked is not known: that is no error of the list.
void ModelRequests::keep_facts(const Request& request) {
    const auto& reading = *std::get_if<ServerFactsReading>(&request.reading);
    auto steps = reading.steps;
    const ServerFactsReading::Step step = std::move(steps.front());
    steps.pop_front();
    const KeptList* known = book_.list_of(request.provider);
    if (known != nullptr && reading.status == 200) {
        KeptList list = *known;
        add_facts(list, wire::read_server_facts(step.question, step.model, reading.body));
        book_.set_list(request.provider, std::move(list));
    }
    ask_server(request.provider, std::move(steps), request.keys);
}

void ModelRequests::keep_probe(const Request& request, const std::optional<Error>& failure) {
    const auto& reading = *std::get_if<ProbeReading>(&request.reading);
    // What arrived before a connection broke counts: a token is a token, and an error body tells more than
    // that the connection ended.
    const bool told = reading.decided() && reading.verdict() != Verdict::unclear;
    if (failure && !told) {
        return keep_result(request, verdict_of(failure->kind), failure);
    }
    std::optional<Error> error = reading.error();
    if (error && try_other_address(request, *error)) return;
    if (request.first_failure) {
        if (error && error->kind == ErrorKind::bad_response) {
            error = request.first_failure;
        } else {
            moved_[place_of(request.provider)] = request.tried_url;
        }
    } else if (error) {
        mixture::name_address_to_try(*error, request.provider);
    }
    if (error) request.mask.mask(*error);
    keep_result(request, reading.verdict(), error);
    const bool tried = loaded(request.provider) || load_error(request.provider) != nullptr;
    if (error && wants_another_model(error->kind) && !tried) load(request.provider, keys_);
}

void ModelRequests::keep_result(const Request& request, Verdict verdict, std::optional<Error> error) {
    const ProbeResult result{verdict, ports_.utc ? ports_.utc() : no_date, std::move(error)};
    if (!request.tried_url.empty()) book_.set_probe(request.there(), request.model, result);
    book_.set_probe(request.provider, request.model, result);
    --unanswered_;
}

}  // namespace moa::session
