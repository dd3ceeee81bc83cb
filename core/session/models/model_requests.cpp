#include "session/models/model_requests.hpp"

#include <algorithm>

#include "figures.hpp"
#include "json.hpp"
#include "run/call_mask.hpp"
#include "wire/error_body.hpp"

namespace moa::session {
namespace {

/// Runs count their calls up from 1; these have the other half of the ids to themselves.
constexpr run::CallId first_id = run::CallId{1} << 63U;

Error late_error(const mixture::Provider& provider, bool connected, bool begun, Millis limit) {
    Error error = make_error(connected ? ErrorKind::total_timeout : ErrorKind::connect_timeout);
    error.message = provider.label;
    if (begun) {
        error.message += " started to answer, but did not finish within ";
    } else {
        error.message += connected ? " did not answer within " : " could not be reached within ";
    }
    error.message += figure::limit(limit) + ".";
    return error;
}

Error missing_key(const mixture::Provider& provider) {
    Error error = make_error(ErrorKind::missing_key);
    error.message = "No API key is set for " + provider.label + ", so the model was not checked.";
    return error;
}

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

Millis ModelRequests::Request::deadline() const {
    const bool facts = std::holds_alternative<ServerFactsReading>(reading);
    const Millis whole = sent_at + (is_probe() ? probe_ms : facts ? server_facts_ms : model_list_ms);
    return connected ? whole : std::min(whole, sent_at + model_connect_ms);
}

ModelRequests::ModelRequests(ModelPorts ports, ModelBook& book, std::function<void()> changed)
    : ports_(std::move(ports)), book_(book), changed_(std::move(changed)), next_id_(first_id) {}

ModelRequests::~ModelRequests() {
    for (const auto& [id, request] : in_flight_)
        request.transport->cancel(id);
}

void ModelRequests::load(const mixture::Provider& provider, const Credentials& keys) {
    if (loading(provider)) return;
    load_errors_.erase(place_of(provider));
    Request request;
    request.provider = provider;
    request.keys = keys;
    send(std::move(request), {"GET", wire::join_url(provider.base_url, "models"), {}, {}}, keys);
    tell();
}

void ModelRequests::check(std::vector<ProbeTarget> targets, const Credentials& keys) {
    stop_check();
    keys_ = keys;
    check_size_ = unanswered_ = targets.size();
    for (ProbeTarget& target : targets) {
        if (target.provider.needs_key() && !keys_.has(target.provider.name, target.provider.base_url)) {
            keep_result(target.provider, target.model, Verdict::unclear, missing_key(target.provider));
        } else {
            waiting_.push_back(std::move(target));
        }
    }
    start_waiting();
    tell();
}

void ModelRequests::stop_check() {
    keys_ = {};
    if (!checking()) return;
    waiting_.clear();
    for (auto it = in_flight_.begin(); it != in_flight_.end();) {
        if (!it->second.is_probe()) {
            ++it;
            continue;
        }
        it->second.transport->cancel(it->first);
        it = in_flight_.erase(it);
    }
    check_size_ -= unanswered_;
    unanswered_ = 0;
    tell();
}

void ModelRequests::stop() {
    stop_check();
    if (in_flight_.empty()) return;
    for (const auto& [id, request] : in_flight_)
        request.transport->cancel(id);
    in_flight_.clear();
    tell();
}

void ModelRequests::tick() {
    const Millis now = ports_.clock();
    std::vector<run::CallId> late;
    for (const auto& [id, request] : in_flight_) {
        if (request.deadline() <= now) late.push_back(id);
    }
    for (const run::CallId id : late) {
        const Request& request = in_flight_.at(id);
        const auto* list = std::get_if<ListReading>(&request.reading);
        const bool begun = list != nullptr && !list->body.empty();
        settle(id,
               late_error(request.provider, request.connected, begun, request.deadline() - request.sent_at),
               true);
    }
}

Millis ModelRequests::next_wake() const {
    Millis wake = no_time;
    for (const auto& [id, request] : in_flight_) {
        const Millis deadline = request.deadline();
        if (wake == no_time || deadline < wake) wake = deadline;
    }
    return wake;
}

bool ModelRequests::loading(const mixture::Provider& provider) const {
    return std::any_of(in_flight_.begin(), in_flight_.end(), [&provider](const auto& each) {
        return !each.second.is_probe() && place_of(each.second.provider) == place_of(provider);
    });
}

const Error* ModelRequests::load_error(const mixture::Provider& provider) const {
    const auto it = load_errors_.find(place_of(provider));
    return it == load_errors_.end() ? nullptr : &it->second;
}

bool ModelRequests::loaded(const mixture::Provider& provider) const {
    return loaded_.count(place_of(provider)) > 0;
}

bool ModelRequests::checking(const mixture::Provider& provider, std::string_view model) const {
    const auto is_it = [&](const mixture::Provider& asked, std::string_view name) {
        return name == model && place_of(asked) == place_of(provider);
    };
    return std::any_of(waiting_.begin(), waiting_.end(),
                       [&](const ProbeTarget& target) { return is_it(target.provider, target.model); }) ||
           std::any_of(in_flight_.begin(), in_flight_.end(), [&](const auto& each) {
               return each.second.is_probe() && is_it(each.second.provider, each.second.model);
           });
}

void ModelRequests::on_connected(run::CallId id) {
    if (const auto it = in_flight_.find(id); it != in_flight_.end()) it->second.connected = true;
}

void ModelRequests::on_head(run::CallId id, const wire::ResponseHead& head) {
    const auto it = in_flight_.find(id);
    if (it == in_flight_.end()) return;
    it->second.connected = true;
    if (auto* list = std::get_if<ListReading>(&it->second.reading)) {
        list->status = head.status;
        list->location = wire::find_header(head.headers, "location");
    } else if (auto* facts = std::get_if<ServerFactsReading>(&it->second.reading)) {
        facts->status = head.status;
    } else if (auto* probe = std::get_if<ProbeReading>(&it->second.reading)) {
        probe->on_head(head);
    }
}

void ModelRequests::on_bytes(run::CallId id, std::string_view bytes) {
    const auto it = in_flight_.find(id);
    if (it == in_flight_.end()) return;
    if (auto* list = std::get_if<ListReading>(&it->second.reading)) {
        list->body.append(bytes);
        if (list->body.size() <= wire::max_model_list_bytes) return;
        Error error = make_error(ErrorKind::bad_response);
        error.message = "The response from " + it->second.provider.label + " is too long for a model list.";
        settle(id, std::move(error), true);
    } else if (auto* facts = std::get_if<ServerFactsReading>(&it->second.reading)) {
        facts->body.append(bytes);
        if (facts->body.size() > wire::max_model_list_bytes) settle(id, std::nullopt, true);
    } else if (auto* probe = std::get_if<ProbeReading>(&it->second.reading)) {
        // The one token is all that was wanted: the call is cut, whatever else the server has to say.
        if (probe->on_bytes(bytes)) settle(id, std::nullopt, true);
    }
}

void ModelRequests::on_end(run::CallId id, const run::CallEnd& end) {
    const auto it = in_flight_.find(id);
    if (it == in_flight_.end()) return;
    if (auto* probe = std::get_if<ProbeReading>(&it->second.reading)) probe->on_end();
    settle(id, end.ok ? std::nullopt : std::optional<Error>(end.failure), false);
}

void ModelRequests::send(Request request, const wire::HttpRequest& http, const Credentials& keys) {
    const run::CallId id = next_id_++;
    run::Transport& transport = request.provider.is_simulated() ? *ports_.simulated : *ports_.network;
    request.transport = &transport;
    request.sent_at = ports_.clock();
    request.connected = !transport.reports_connection();
    run::Call call{id,
                   http,
                   keys.authorization(request.provider.name, http.url),
                   {},
                   keys.headers(request.provider.name, http.url)};
    request.mask = run::mask_of(call);
    in_flight_.emplace(id, std::move(request));
    transport.start(std::move(call), *this);
}

void ModelRequests::start_waiting() {
    for (auto it = waiting_.begin(); it != waiting_.end();) {
        if (!has_room(it->provider)) {
            ++it;
            continue;
        }
        const wire::HttpRequest http = probe_request(*it);
        Request request;
        request.provider = std::move(it->provider);
        request.model = std::move(it->model);
        request.reading = ProbeReading();
        it = waiting_.erase(it);
        send(std::move(request), http, keys_);
    }
}

bool ModelRequests::has_room(const mixture::Provider& provider) const {
    int limit = probes_at_once;
    const int stated = with_server_facts({provider}, book_).front().max_concurrent;
    if (stated > 0) limit = std::min(limit, stated);
    const auto busy = std::count_if(in_flight_.begin(), in_flight_.end(), [&provider](const auto& each) {
        return each.second.is_probe() && each.second.provider.base_url == provider.base_url;
    });
    return busy < limit;
}

void ModelRequests::settle(run::CallId id, std::optional<Error> failure, bool call_runs) {
    const auto it = in_flight_.find(id);
    const Request request = std::move(it->second);
    in_flight_.erase(it);
    if (call_runs) request.transport->cancel(id);
    if (request.is_probe()) {
        keep_probe(request, failure);
        start_waiting();
        if (!checking()) keys_ = {};
    } else if (std::holds_alternative<ServerFactsReading>(request.reading)) {
        keep_facts(request);
    } else {
        keep_list(request, std::move(failure));
    }
    tell();
}

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
            book_.set_list(request.provider,
                           {ports_.utc ? ports_.utc() : no_date, std::move(models.value()), calls});
            loaded_.insert(place_of(request.provider));
            ask_server(request.provider, std::move(steps), request.keys);
            return;
        }
        failure = models.error();
    }
    mixture::name_address_to_try(*failure, request.provider);
    request.mask.mask(*failure);
    load_errors_.insert_or_assign(place_of(request.provider), std::move(*failure));
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
        keep_result(request.provider, request.model, verdict_of(failure->kind), failure);
        return;
    }
    std::optional<Error> error = reading.error();
    if (error) {
        mixture::name_address_to_try(*error, request.provider);
        request.mask.mask(*error);
    }
    keep_result(request.provider, request.model, reading.verdict(), error);
    const bool tried = loaded(request.provider) || load_error(request.provider) != nullptr;
    if (error && wants_another_model(error->kind) && !tried) load(request.provider, keys_);
}

void ModelRequests::keep_result(const mixture::Provider& provider, const std::string& model, Verdict verdict,
                                std::optional<Error> error) {
    book_.set_probe(provider, model, {verdict, ports_.utc ? ports_.utc() : no_date, std::move(error)});
    --unanswered_;
}

void ModelRequests::tell() const {
    if (changed_) changed_();
}

}  // namespace moa::session
