// A server that reads HTTP/1.1 requests and leaves the answer to the bytes of its owner: a library that keeps
// the protocol cannot break it, and a simulated provider has to; and what a library sends of a file, or lets
// clients keep it waiting for, is not ours to bound.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "native/server/raw_connection.hpp"
#include "native/server/task_queue.hpp"
#include "result.hpp"

namespace moa::server {

/// Why a server may not listen there: only this machine's own addresses are allowed.
std::optional<Error> refuse_other_machines(const std::string& host);

class RawServer {
  public:
    /// Told by `serve` with true when it has a request to answer, and with false when it waits for the next.
    using Busy = std::function<void(bool)>;
    /// `serve` is called for every connection, on a thread of its own, and closes it by returning.
    using Serve = std::function<void(RawConnection&, const Busy&)>;

    explicit RawServer(Serve serve, Bounds bounds = {});
    /// Ends the server; connections in use are shut down.
    ~RawServer();
    RawServer(const RawServer&) = delete;
    RawServer& operator=(const RawServer&) = delete;

    /// Listens on a loopback host; `port` 0 lets the system choose. The port it got, or why not.
    Result<int> start(const std::string& host, int port);
    /// The port it listens on, once it does.
    int port() const { return port_; }

  private:
    struct Open {
        int socket;
        bool answering = false;
        bool cut = false;  ///< shut down for a newer one
    };
    /// In the order in which they came to wait or to be answered.
    using OpenList = std::list<Open>;

    void accept_all();
    void take(int socket);
    void cut_longest();
    void serve(OpenList::iterator open);
    void note_busy(OpenList::iterator open, bool answering);

    Serve serve_;
    const Bounds bounds_;
    int listening_ = -1;
    int port_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    OpenList open_;
    bool stopping_ = false;
    std::thread acceptor_;
    ElasticThreads threads_;
};

}  // namespace moa::server
