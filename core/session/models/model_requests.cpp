#include "session/models/model_requests.hpp"

#include <algorithm>

#include "figures.hpp"
#include "run/call_mask.hpp"
#include "session/models/server_questions.hpp"
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
    if (const std::string* moved = moved_to(provider)) request.tried_url = *moved;
    send_list(std::move(request));
    tell();
}

void ModelRequests::send_list(Request request) {
    const wire::HttpRequest http{"GET", wire::join_url(request.base_url(), "models"), {}, {}};
    const Credentials keys = request.keys;
    send(std::move(request), http, keys);
}

void ModelRequests::check(std::vector<ProbeTarget> targets, const Credentials& keys) {
    stop_check();
    keys_ = keys;
    check_size_ = unanswered_ = targets.size();
    for (ProbeTarget& target : targets) {
        if (target.provider.needs_key() && !keys_.has(target.provider.name, target.provider.base_url)) {
            Request unasked;
            unasked.provider = target.provider;
            unasked.model = target.model;
            keep_result(unasked, Verdict::unclear, missing_key(target.provider));
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

const std::string* ModelRequests::moved_to(const mixture::Provider& provider) const {
    const auto it = moved_.find(place_of(provider));
    return it == moved_.end() ? nullptr : &it->second;
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
        Request request;
        request.provider = std::move(it->provider);
        request.model = std::move(it->model);
        it = waiting_.erase(it);
        if (const std::string* moved = moved_to(request.provider)) request.tried_url = *moved;
        send_probe(std::move(request));
    }
}

void ModelRequests::send_probe(Request request) {
    request.reading = ProbeReading();
    const wire::HttpRequest http = probe_request({request.there(), request.model});
    send(std::move(request), http, keys_);
}

/// Once more, at the base URL that is more likely meant. False where that was done or there is none.
bool ModelRequests::try_other_address(const Request& request, const Error& failure) {
    if (!request.tried_url.empty()) return false;
    Request again;
    again.tried_url = mixture::address_to_try_after(failure, request.provider);
    if (again.tried_url.empty()) return false;
    again.provider = request.provider;
    again.model = request.model;
    again.keys = request.keys;
    again.first_failure = failure;
    if (request.is_probe()) {
        send_probe(std::move(again));
    } else {
        send_list(std::move(again));
    }
    return true;
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
            auto steps = server_steps(request.provider, models.value());
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
    const wire::HttpRequest http = server_request(provider, steps.front());
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

void ModelRequests::tell() const {
    if (changed_) changed_();
}

}  // namespace moa::session
